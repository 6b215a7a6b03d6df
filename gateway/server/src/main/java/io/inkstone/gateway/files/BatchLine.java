package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A line of a batch's file.
 *
 * @param number counted from 1
 * @param customId what its owner calls it; no other line of the file is called so
 * @param body what is asked
 */
record BatchLine(int number, String customId, ObjectNode body) {}
