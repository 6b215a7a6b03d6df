package io.inkstone.bench.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One connection of a {@link ClosedLoop}. */
final class LoopConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final int MOST_SHOWN = 200;

    private final byte[] request;
    private final ClosedLoop.Window window;
    private final ClosedLoop.Result result;
    private final CompletableFuture<Void> over;
    private long sentNanos;
    private long firstNanos;
    private int status;
    private boolean failing;

    LoopConnection(byte[] request, ClosedLoop.Window window, ClosedLoop.Result result, CompletableFuture<Void> over) {
        this.request = request;
        this.window = window;
        this.result = result;
        this.over = over;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        send(ctx);
    }

    private void send(ChannelHandlerContext ctx) {
        sentNanos = System.nanoTime();
        firstNanos = 0;
        failing = false;
        ctx.writeAndFlush(Unpooled.wrappedBuffer(request));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (message instanceof HttpContent content && content.content().isReadable()) {
            if (firstNanos == 0) {
                firstNanos = System.nanoTime();
            }
            if (status != 200 && !failing) {
                fail(status + " " + content.content().toString(StandardCharsets.UTF_8));
            }
        }
        if (message instanceof LastHttpContent) {
            answered(ctx);
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (status == 200 && now >= window.fromNanos() && now <= window.toNanos()) {
            record(result.whole, now);
            record(result.firstByte, firstNanos);
        }
        if (now < window.toNanos() && ctx.channel().isActive()) {
            send(ctx);
        } else {
            ctx.close();
        }
    }

    private void record(org.HdrHistogram.Histogram histogram, long atNanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(atNanos - sentNanos);
        histogram.recordValue(Math.min(Math.max(0, micros), histogram.getHighestTrackableValue()));
    }

    private void fail(String why) {
        failing = true;
        result.failed++;
        if (result.firstFailure.isEmpty()) {
            result.firstFailure = why.substring(0, Math.min(MOST_SHOWN, why.length()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (System.nanoTime() < window.toNanos()) {
            fail("the connection was closed");
        }
        over.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause.toString());
        ctx.close();
    }
}
