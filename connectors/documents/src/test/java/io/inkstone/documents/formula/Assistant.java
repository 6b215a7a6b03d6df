package io.inkstone.documents.formula;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.FilePart;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Grammar;
import io.inkstone.connector.Models;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.sheet.WorkbookCache;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operation as its host runs it on 20 May 2025, with a model that chooses the first option unless told otherwise. */
final class Assistant {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-05-20T08:00:00Z"), ZoneOffset.UTC);

    /** Shared, so that each sample is read once. */
    private static final WorkbookCache WORKBOOKS = new WorkbookCache(CLOCK);

    private final Operation<FormulaInput, FormulaAnswer> operation = FormulaOperation.create(WORKBOOKS);
    private final List<ChooseRequest> asked = new ArrayList<>();
    private final Function<ChooseRequest, String> model;

    Assistant() {
        this(request -> options(request).get(0));
    }

    /** An assistant with a model of its own mind. */
    Assistant(Function<ChooseRequest, String> model) {
        this.model = model;
    }

    /** What a model may choose among. */
    static List<String> options(ChooseRequest request) {
        return ((Grammar.Alternatives) request.grammar())
                .options().stream()
                        .map(option -> ((Grammar.Literal) option).text())
                        .toList();
    }

    FormulaAnswer ask(String sample, String request) {
        return ask(sample, request, null, null);
    }

    FormulaAnswer ask(String sample, String request, @Nullable String sheet, @Nullable String cell) {
        return ask(new FormulaInput(new File(sample, WrittenTables.sample(sample)), request, sheet, cell));
    }

    FormulaAnswer ask(FormulaInput input) {
        return ask(input, false);
    }

    FormulaAnswer ask(FormulaInput input, boolean wantsFile) {
        Operation.Body.Single<FormulaInput, FormulaAnswer> body =
                (Operation.Body.Single<FormulaInput, FormulaAnswer>) operation.body();
        try {
            return body.function().run(input, new Run(wantsFile));
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    /** What the model was asked so far. */
    List<ChooseRequest> asked() {
        return asked;
    }

    /** An upload. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record File(String name, byte[] content) implements FilePart {
        @Override
        public String mediaType() {
            return FormulaOperation.XLSX;
        }

        @Override
        public long sizeBytes() {
            return content.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    private final class Stub implements Models {
        @Override
        public ChatModel chat() {
            throw new UnsupportedOperationException("formulas are chosen, not written");
        }

        @Override
        public StreamingChatModel streamingChat() {
            throw new UnsupportedOperationException("formulas are chosen, not written");
        }

        @Override
        public String choose(ChooseRequest request) {
            asked.add(request);
            return model.apply(request);
        }

        @Override
        public Filled fill(FillRequest request) {
            throw new UnsupportedOperationException("formulas are chosen, not written");
        }
    }

    private final class Run implements OperationContext {
        private final boolean wantsFile;

        private Run(boolean wantsFile) {
            this.wantsFile = wantsFile;
        }

        @Override
        public String tenant() {
            return "test";
        }

        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }

        @Override
        public Clock clock() {
            return CLOCK;
        }

        @Override
        public Models models() {
            return new Stub();
        }

        @Override
        public boolean wantsFile(String mediaType) {
            return wantsFile && mediaType.equals(FormulaOperation.XLSX);
        }

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public void partial(Object part) {}

        @Override
        public void checkCancelled() {}
    }
}
