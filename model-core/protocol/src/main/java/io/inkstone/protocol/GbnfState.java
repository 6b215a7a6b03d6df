package io.inkstone.protocol;

import io.inkstone.protocol.GbnfRule.Call;
import io.inkstone.protocol.GbnfRule.Chars;
import io.inkstone.protocol.GbnfRule.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a grammar can have read a text so far: stacks of what is still to come, each with a character on
 * top. Immutable; stacks share their lower parts. A call at the end of an alternative leaves nothing on the stack, so
 * loops do not make it grow.
 */
final class GbnfState {

    private final List<Stack> stacks;
    private final boolean complete;

    private GbnfState(List<Stack> stacks, boolean complete) {
        this.stacks = stacks;
        this.complete = complete;
    }

    static GbnfState start(GbnfRule root) {
        Advance advance = new Advance();
        advance.add(new Stack(new Step(new Call(root), null), null));
        return advance.state();
    }

    GbnfState next(int codePoint) {
        Advance advance = new Advance();
        if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
            for (Stack stack : stacks) {
                if (stack.step.element() instanceof Chars chars && chars.contains(codePoint)) {
                    advance.add(stack.afterStep());
                }
            }
        }
        return advance.state();
    }

    boolean isDead() {
        return stacks.isEmpty() && !complete;
    }

    boolean isComplete() {
        return complete;
    }

    boolean canContinue() {
        return !stacks.isEmpty();
    }

    /** What is still to come: a step, then what lies below. Equal by content. */
    private static final class Stack {
        private final Step step;
        private final @Nullable Stack below;
        private final int hash;
        private final int depth;

        private Stack(Step step, @Nullable Stack below) {
            this.step = step;
            this.below = below;
            this.hash = System.identityHashCode(step) + 31 * (below == null ? 0 : below.hash);
            this.depth = below == null ? 1 : below.depth + 1;
            if (depth > Gbnf.MAX_STACK_DEPTH) {
                throw tooMuch("rules nest more than " + Gbnf.MAX_STACK_DEPTH + " deep in the text");
            }
        }

        private @Nullable Stack afterStep() {
            Step next = step.next();
            return next == null ? below : new Stack(next, below);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        /** Steps are one object for each place in the grammar, and lower parts mostly shared. */
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            Stack left = this;
            Stack right = other instanceof Stack stack ? stack : null;
            while (left != right) {
                if (left == null || right == null || left.hash != right.hash || left.step != right.step) {
                    return false;
                }
                left = left.below;
                right = right.below;
            }
            return true;
        }
    }

    /** Replaces calls on top of stacks by what they call, until characters are on top of all. */
    private static final class Advance {
        private final Set<Stack> seen = new HashSet<>();
        private final Deque<Stack> open = new ArrayDeque<>();
        private final List<Stack> done = new ArrayList<>();
        private boolean complete;

        /** Takes a stack; null is the empty one. */
        private void add(@Nullable Stack stack) {
            if (stack == null) {
                complete = true;
            } else if (seen.add(stack)) {
                if (seen.size() > 4 * Gbnf.MAX_STACKS) {
                    throw tooMuch("a text can be read in more than " + Gbnf.MAX_STACKS + " ways at once");
                }
                open.push(stack);
            }
        }

        private GbnfState state() {
            while (!open.isEmpty()) {
                Stack stack = open.pop();
                if (stack.step.element() instanceof Call call) {
                    Stack rest = stack.afterStep();
                    for (Step entry : call.rule().entries()) {
                        add(entry == null ? rest : new Stack(entry, rest));
                    }
                } else if (done.size() == Gbnf.MAX_STACKS) {
                    throw tooMuch("a text can be read in more than " + Gbnf.MAX_STACKS + " ways at once");
                } else {
                    done.add(stack);
                }
            }
            return new GbnfState(done, complete);
        }
    }

    private static ApiException tooMuch(String what) {
        return ApiException.invalidRequest(
                "invalid_grammar", "grammar", "The grammar asks for too much: " + what + ".");
    }
}
