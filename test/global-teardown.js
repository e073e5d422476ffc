// Nothing to stop: who started the services stops them (scripts/test.mjs, scripts/test-services.mjs).
module.exports = async () => {};
