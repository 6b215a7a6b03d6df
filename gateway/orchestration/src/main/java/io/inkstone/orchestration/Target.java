package io.inkstone.orchestration;

/**
 * A server of a model.
 *
 * @param name what callers call the model
 * @param upstream the server
 * @param model what the server calls it
 * @param weight its share of the calls; 0 for none but when the others fail
 */
record Target(String name, Upstream upstream, String model, int weight) {}
