#!/bin/sh
# Makes the namespace unless it is there. Reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. Finished workflows stay visible for 30 days.
set -eu
until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d
