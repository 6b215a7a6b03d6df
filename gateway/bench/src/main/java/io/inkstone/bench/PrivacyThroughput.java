package io.inkstone.bench;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How much text the privacy rail looks at by its patterns in a second, on one thread: by the clock, and by the processor's time, which other
 * work on the machine lengthens less. Public and open, as JMH extends it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PrivacyThroughput {

    /** The name of a {@link GuardedText}. */
    @Param({
        "ENGLISH_PROSE",
        "CHINESE_PROSE",
        "ADVERSARIAL",
        "DIGIT_RUN",
        "DIGIT_GROUPS",
        "AT_SIGNS",
        "ASSIGNMENTS",
        "LISTED_PHONES"
    })
    public String text = "ENGLISH_PROSE";

    private static final int PROCESSOR_ROUNDS = 25;

    /** Everything that is found by its form; names are the tagger's. */
    private static final String BY_FORM =
            "rails: {privacy: {categories: [resident_id, phone, landline, bank_card, credit_card,"
                    + " passport, vehicle_plate, credit_code, email, ip_address, url_credentials, iban, us_ssn, driver_license,"
                    + " postal_code, date_of_birth, secret]}}";

    private final Guard guard =
            PolicyReader.standard().only("privacy").read(BY_FORM).guard("bench");
    private Passage passage = Passage.of(Origin.USER, "");

    /** Makes the text. */
    @Setup
    public void makeText() {
        passage = Passage.of(Origin.USER, GuardedText.valueOf(text).text());
    }

    /** Looks at all of it. */
    @Benchmark
    public Verdict check() {
        return guard.check(passage);
    }

    /** Measures all texts and prints megabytes of UTF-8 a second. */
    public static void main(String[] arguments) throws RunnerException {
        Machine machine = Machine.here();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PrivacyThroughput.class.getSimpleName())
                        .build())
                .run();
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d processors, %s, %s, load %.1f%n",
                machine.cpu(),
                machine.processors(),
                machine.system(),
                machine.jdk(),
                machine.load());
        for (RunResult result : results) {
            GuardedText kind = GuardedText.valueOf(result.getParams().getParam("text"));
            double bytes = GuardedText.bytes(kind.text());
            double millis = result.getPrimaryResult().getScore();
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %7.1f MB/s, %7.1f MB per second of the processor%n",
                    kind,
                    bytes / 1e3 / millis,
                    bytes / 1e3 / processorMillis(kind));
        }
    }

    /** The median of what a check takes of the processor, once it is compiled. */
    private static double processorMillis(GuardedText kind) {
        PrivacyThroughput warm = new PrivacyThroughput();
        warm.text = kind.name();
        warm.makeText();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] millis = new double[PROCESSOR_ROUNDS];
        for (int round = 0; round < 2 * PROCESSOR_ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            Verdict verdict = warm.check();
            millis[round % PROCESSOR_ROUNDS] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
            if (verdict instanceof Verdict.Block) {
                throw new IllegalStateException("the privacy rail redacts");
            }
        }
        Arrays.sort(millis);
        return millis[PROCESSOR_ROUNDS / 2];
    }
}
