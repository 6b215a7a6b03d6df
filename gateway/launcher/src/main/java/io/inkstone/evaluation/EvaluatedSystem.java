package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;

/** A running system, asked as any client asks it. */
public interface EvaluatedSystem {

    /** An answer: its HTTP status and what it says. */
    record Reply(int status, JsonNode json) {

        /** Whether it was served. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** Whether it was not served for what was asked: a file or a text that is not taken, or a refusal. */
        public boolean rejected() {
            return status == 400 || status == 413 || status == 415 || status == 422;
        }

        /** The error's own words, else the status. */
        public String error() {
            return json.path("error").path("message").asText("HTTP " + status);
        }
    }

    /** Posts JSON. Throws an unchecked exception when nobody answers. */
    Reply post(String path, ObjectNode body);

    /** Posts JSON and hangs up after a while, as a client does that wants no answer any more; says nothing of the answer. */
    void postAndLeave(String path, ObjectNode body, Duration after);

    /** What it counts, in Prometheus's text. */
    String metrics();

    /** Posts JSON as part {@code input} and a workbook as part {@code workbook}. */
    Reply upload(String path, ObjectNode input, Path workbook);

    /** The same, asking for a workbook: it is written to the file when the reply is ok. */
    Reply fetch(String path, ObjectNode input, Path workbook, Path target);
}
