package io.inkstone.bench.edge;

import io.inkstone.bench.BenchException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Connections that each send the next request when the answer to the last one is there, on one event loop. Measured from the
 * write of a request to the last byte of its answer.
 */
final class ClosedLoop implements AutoCloseable {

    private static final long MOST_MICROS = TimeUnit.SECONDS.toMicros(120);
    private static final int CONNECT_MILLIS = 10_000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /** What came of it; touched by the event loop alone until it is over. */
    static final class Result {

        /** Microseconds. */
        final Histogram whole = new Histogram(MOST_MICROS, 3);

        /** Microseconds to the first byte of a body. */
        final Histogram firstByte = new Histogram(MOST_MICROS, 3);

        long failed;
        String firstFailure = "";
        double seconds;

        double perSecond() {
            return whole.getTotalCount() / seconds;
        }

        double millis(double percentile) {
            return whole.getValueAtPercentile(percentile) / 1000.0;
        }

        double firstByteMillis(double percentile) {
            return firstByte.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** @param connections that many requests are under way at any time */
    Result run(Subject subject, byte[] body, int connections, Duration warmUp, Duration measured) {
        Result result = new Result();
        long from = System.nanoTime() + warmUp.toNanos();
        Window window = new Window(from, from + measured.toNanos());
        byte[] request = subject.request(body);
        List<CompletableFuture<Void>> over = new ArrayList<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        CompletableFuture<Void> done = new CompletableFuture<>();
                        over.add(done);
                        channel.pipeline()
                                .addLast(new HttpResponseDecoder(), new LoopConnection(request, window, result, done));
                    }
                });
        List<Channel> channels = connect(bootstrap, subject, connections);
        long limitMillis = warmUp.plus(measured).toMillis() + TimeUnit.MINUTES.toMillis(1);
        try {
            CompletableFuture.allOf(over.toArray(CompletableFuture[]::new)).get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new BenchException(subject.name() + " did not answer all requests", e);
        } finally {
            channels.forEach(Channel::close);
        }
        result.seconds = measured.toNanos() / 1e9;
        return result;
    }

    private static List<Channel> connect(Bootstrap bootstrap, Subject subject, int connections) {
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            channels.add(bootstrap
                    .connect(InetAddress.getLoopbackAddress(), subject.port())
                    .syncUninterruptibly()
                    .channel());
        }
        return channels;
    }

    /**
     * What counts: requests whose answers ended in it. Were those that began before left out, slow subjects would seem to serve
     * fewer than they do.
     */
    record Window(long fromNanos, long toNanos) {}

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
