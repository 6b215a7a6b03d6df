package io.inkstone.code;

import io.inkstone.code.assist.AssistOperation;
import io.inkstone.code.complete.CompleteOperation;
import io.inkstone.code.feedback.FeedbackOperation;
import io.inkstone.connector.Connector;
import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.Operation;
import java.util.ArrayList;
import java.util.List;

/** The assistant for programmers. */
public final class CodeConnector implements Connector {

    @Override
    public String name() {
        return "code";
    }

    @Override
    public String summary() {
        return "Code completion whose candidates are parsed in their place before they are shown; explains, mends, tests and comments code.";
    }

    @Override
    public List<Operation<?, ?>> operations() {
        List<Operation<?, ?>> operations = new ArrayList<>();
        operations.add(CompleteOperation.create());
        operations.addAll(AssistOperation.all());
        operations.add(FeedbackOperation.create());
        return operations;
    }

    @Override
    public FigureSheet figures() {
        return FeedbackOperation.sheet();
    }
}
