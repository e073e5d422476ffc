/** Every workflow, under the name by which it is registered; the bundle begins here. */
export { bulkWorkflow } from './bulk.workflow';
export { programWorkflow } from './program.workflow';
