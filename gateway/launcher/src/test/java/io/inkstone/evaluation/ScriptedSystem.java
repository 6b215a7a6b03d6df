package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;

/** A system for tests, which say what it answers; what they say nothing of must not be asked. */
public abstract class ScriptedSystem implements EvaluatedSystem {

    @Override
    public void postAndLeave(String path, ObjectNode body, Duration after) {
        throw new AssertionError("nobody leaves here");
    }

    @Override
    public String metrics() {
        throw new AssertionError("nobody counts here");
    }

    @Override
    public Reply upload(String path, ObjectNode input, Path workbook) {
        throw new AssertionError("no workbooks here");
    }

    @Override
    public Reply fetch(String path, ObjectNode input, Path workbook, Path target) {
        throw new AssertionError("no workbook is compared here");
    }
}
