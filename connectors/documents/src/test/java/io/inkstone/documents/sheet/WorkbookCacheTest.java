package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.sheet.TestWorkbooks.sheet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.ConnectorException.Category;
import io.inkstone.connector.FilePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class WorkbookCacheTest {

    private final SettableClock clock = new SettableClock();
    private final WorkbookCache cache = new WorkbookCache(clock);
    private final byte[] content = sheet(row("Item", "Kind"), row("a", "x"));

    @Test
    void reads_the_same_content_once_whatever_its_name() {
        WorkbookView first = cache.read("acme", new UploadedBytes("a.xlsx", content));

        assertThat(cache.read("acme", new UploadedBytes("b.xlsx", content.clone())))
                .isSameAs(first);
        assertThat(cache.read("acme", new UploadedBytes("a.xlsx", sheet(row("Other", "One"), row("a", 1)))))
                .isNotSameAs(first);
    }

    @Test
    void reads_a_text_anew_under_another_name_by_which_its_sheet_is_called() {
        byte[] text = "Item,Count\na,1\n".getBytes(StandardCharsets.UTF_8);

        assertThat(cache.read("acme", new UploadedBytes("stock.csv", text)).sheets())
                .containsExactly("stock");
        assertThat(cache.read("acme", new UploadedBytes("orders.csv", text)).sheets())
                .containsExactly("orders");
    }

    @Test
    void shares_nothing_between_tenants() {
        WorkbookView first = cache.read("acme", new UploadedBytes("a.xlsx", content));

        assertThat(cache.read("globex", new UploadedBytes("a.xlsx", content))).isNotSameAs(first);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void keeps_a_workbook_for_ten_minutes_after_its_last_use() {
        WorkbookView first = cache.read("acme", new UploadedBytes("a.xlsx", content));
        clock.advance(Duration.ofMinutes(9));
        assertThat(cache.read("acme", new UploadedBytes("a.xlsx", content))).isSameAs(first);
        clock.advance(Duration.ofMinutes(9));
        assertThat(cache.read("acme", new UploadedBytes("a.xlsx", content))).isSameAs(first);

        clock.advance(Duration.ofMinutes(10));

        assertThat(cache.size()).isZero();
        assertThat(cache.read("acme", new UploadedBytes("a.xlsx", content))).isNotSameAs(first);
    }

    @Test
    void drops_the_one_that_was_not_used_for_longest_when_there_are_too_many() {
        WorkbookCache small = new WorkbookCache(clock, 2, Long.MAX_VALUE);
        WorkbookView a = small.read("a", new UploadedBytes("a.xlsx", content));
        WorkbookView b = small.read("b", new UploadedBytes("a.xlsx", content));
        small.read("a", new UploadedBytes("a.xlsx", content));
        small.read("c", new UploadedBytes("a.xlsx", content));

        assertThat(small.size()).isEqualTo(2);
        assertThat(small.read("a", new UploadedBytes("a.xlsx", content))).isSameAs(a);
        assertThat(small.read("b", new UploadedBytes("a.xlsx", content))).isNotSameAs(b);
    }

    @Test
    void serves_a_workbook_that_is_larger_than_all_it_may_keep() {
        WorkbookCache tiny = new WorkbookCache(clock, 2, 10);

        assertThat(tiny.read("a", new UploadedBytes("a.xlsx", content)).tables())
                .hasSize(1);
        assertThat(tiny.size()).isZero();
    }

    @Test
    void gives_all_threads_that_ask_at_once_the_same_workbook() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<WorkbookView>> views = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            views.add(threads.submit(() -> {
                start.await();
                return cache.read("acme", new UploadedBytes("a.xlsx", content));
            }));
        }
        start.countDown();
        WorkbookView first = views.get(0).get();
        for (Future<WorkbookView> view : views) {
            assertThat(view.get()).isSameAs(first);
        }
        threads.shutdown();
    }

    @Test
    void keeps_no_failure() {
        byte[] document = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(new UploadedBytes("a.pdf", document)).code()).isEqualTo("unsupported_format");
        assertThat(refusal(new UploadedBytes("a.pdf", document)).code()).isEqualTo("unsupported_format");
        assertThat(cache.size()).isZero();
    }

    @Test
    void refuses_a_file_that_is_too_large_without_reading_it() {
        FilePart huge = new UploadedBytes("a.xlsx", content) {
            @Override
            public long sizeBytes() {
                return XlsxGuard.MAX_FILE_BYTES + 1L;
            }

            @Override
            public InputStream open() {
                throw new AssertionError("was opened");
            }
        };

        assertThat(refusal(huge).category()).isEqualTo(Category.TOO_LARGE);
    }

    @Test
    void reports_a_file_that_the_host_cannot_read() {
        FilePart broken = new UploadedBytes("a.xlsx", content) {
            @Override
            public InputStream open() throws IOException {
                throw new IOException("disk");
            }
        };

        assertThat(refusal(broken).code()).isEqualTo("unreadable_file");
    }

    private ConnectorException refusal(FilePart file) {
        return catchThrowableOfType(ConnectorException.class, () -> cache.read("acme", file));
    }

    private static class UploadedBytes implements FilePart {
        private final String name;
        private final byte[] content;

        private UploadedBytes(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String mediaType() {
            return "application/octet-stream";
        }

        @Override
        public long sizeBytes() {
            return content.length;
        }

        @Override
        public InputStream open() throws IOException {
            return new ByteArrayInputStream(content);
        }
    }

    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

        private void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
