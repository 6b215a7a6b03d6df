package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What a batch has to ask, and what it has written, on the disk. Blocks; one call at a time. */
final class BatchJournal implements AutoCloseable {

    private final TenantFiles files;
    private final Batch batch;
    private final BatchInput input;
    private final BatchOutput answers;
    private final BatchOutput errors;
    private final long room;

    private BatchJournal(TenantFiles files, Batch batch, BatchInput input, BatchOutput answers, BatchOutput errors) {
        this.files = files;
        this.batch = batch;
        this.input = input;
        this.answers = answers;
        this.errors = errors;
        this.room = files.room(batch.tenant());
    }

    /**
     * Reads the batch's file, and what was written before a restart.
     *
     * @throws BatchInput.Faulty when the file is wrong
     */
    static BatchJournal open(TenantFiles files, Batch batch) throws IOException, BatchInput.Faulty {
        BatchInput input = BatchInput.read(files.folder().content(batch.tenant(), batch.inputFile()), batch.endpoint());
        BatchOutput answers = BatchOutput.open(files.folder(), batch.tenant(), batch.outputFile());
        BatchOutput errors = BatchOutput.open(files.folder(), batch.tenant(), batch.errorFile());
        return new BatchJournal(files, batch, input, answers, errors);
    }

    int total() {
        return input.places().size();
    }

    int succeeded() {
        return answers.count();
    }

    int failed() {
        return errors.count();
    }

    /** The lines that were not asked. */
    Deque<BatchInput.Place> pending() {
        Set<String> done = new HashSet<>(answers.written());
        done.addAll(errors.written());
        Deque<BatchInput.Place> pending = new ArrayDeque<>();
        input.places().stream()
                .filter(place -> !done.contains(place.customId()))
                .forEach(pending::add);
        return pending;
    }

    BatchLine line(BatchInput.Place place) {
        try {
            return input.line(place);
        } catch (IOException e) {
            throw new UncheckedIOException("a batch's file cannot be read", e);
        }
    }

    /** Whether the tenant's files have room for more answers. */
    boolean hasRoom() {
        try {
            return answers.bytes() + errors.bytes() < room;
        } catch (IOException e) {
            throw TenantFiles.cannotWrite(e);
        }
    }

    /** Writes how a line was answered. */
    void answered(String customId, String requestId, LineAsker.Answer answer) {
        ObjectNode line = line(customId, requestId);
        ObjectNode response = Json.MAPPER
                .createObjectNode()
                .put("status_code", answer.status())
                .put("request_id", requestId);
        response.set("body", answer.body());
        line.set("response", response);
        line.putNull("error");
        append(answer.status() == 200 ? answers : errors, customId, line);
    }

    /** Writes that a line was not asked. */
    void notAsked(String customId, String code, String message) {
        ObjectNode line = line(customId, batch.id());
        line.putNull("response");
        line.putObject("error").put("code", code).put("message", message);
        append(errors, customId, line);
    }

    /** Makes files of what was written; a file without a line is none. */
    Batch.State publish(Batch.State state) {
        try {
            close();
            return state.counted(total(), succeeded(), failed())
                    .with(publish(answers, batch.outputFile(), "output"), publish(errors, batch.errorFile(), "error"));
        } catch (IOException e) {
            throw TenantFiles.cannotWrite(e);
        }
    }

    private boolean publish(BatchOutput output, String id, String kind) throws IOException {
        if (output.count() == 0) {
            files.folder().delete(batch.tenant(), id);
            return false;
        }
        files.adopt(batch.tenant(), id, batch.id() + "_" + kind + ".jsonl");
        return true;
    }

    @Override
    public void close() throws IOException {
        answers.close();
        errors.close();
    }

    private static ObjectNode line(String customId, String requestId) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", "batch_req_" + requestId)
                .put("custom_id", customId);
    }

    private static void append(BatchOutput output, String customId, ObjectNode line) {
        try {
            output.append(customId, line);
        } catch (IOException e) {
            throw TenantFiles.cannotWrite(e);
        }
    }
}
