package io.inkstone.bench.edge;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Begins streams at a steady rate whatever becomes of those before, each on a connection of its own, on one event loop. */
final class OpenLoop implements AutoCloseable {

    private static final long MOST_MICROS = TimeUnit.SECONDS.toMicros(120);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final int rate;
    private final Duration streamTakes;

    OpenLoop(int rate, Duration streamTakes) {
        this.rate = rate;
        this.streamTakes = streamTakes;
    }

    /** What came of it; touched by the event loop alone until it is over. */
    static final class Result {

        final Histogram first = new Histogram(MOST_MICROS, 3);
        final Histogram gap = new Histogram(MOST_MICROS, 3);
        final List<Long> memoryMiB = new ArrayList<>();
        long ended;
        long failed;
        int running;
        int mostAtOnce;
        String firstFailure = "";

        /** Streams that begin before all are there are not measured: the load is not yet what it is meant to be. */
        boolean measuring;

        double firstMillis(double percentile) {
            return first.getValueAtPercentile(percentile) / 1000.0;
        }

        double gapMillis(double percentile) {
            return gap.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** @param pid whose memory is noted; negative for nobody's */
    Result run(Subject subject, byte[] body, Duration howLong, long pid) throws InterruptedException {
        Result result = new Result();
        byte[] request = subject.request(body);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpResponseDecoder(), new StreamConnection(request, result));
                    }
                });
        long periodMicros = TimeUnit.SECONDS.toMicros(1) / rate;
        ScheduledFuture<?> starts = group.next()
                .scheduleAtFixedRate(
                        () -> bootstrap.connect(InetAddress.getLoopbackAddress(), subject.port()),
                        0,
                        periodMicros,
                        TimeUnit.MICROSECONDS);
        long measureFrom = System.nanoTime() + streamTakes.toNanos();
        long end = System.nanoTime() + streamTakes.plus(howLong).toNanos();
        long nextNote = measureFrom;
        while (System.nanoTime() < end) {
            Thread.sleep(200);
            long now = System.nanoTime();
            if (now >= measureFrom && !result.measuring) {
                group.next().submit(() -> result.measuring = true).sync();
            }
            if (pid >= 0 && now >= nextNote) {
                result.memoryMiB.add(residentMiB(pid));
                nextNote += Duration.ofMinutes(1).toNanos();
            }
        }
        starts.cancel(false);
        Thread.sleep(streamTakes.plusSeconds(5).toMillis());
        if (pid >= 0) {
            result.memoryMiB.add(residentMiB(pid));
        }
        group.next().submit(() -> {}).sync();
        return result;
    }

    private static long residentMiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1L);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
