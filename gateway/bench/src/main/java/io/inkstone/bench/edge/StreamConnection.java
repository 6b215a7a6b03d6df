package io.inkstone.bench.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One stream of an {@link OpenLoop}. */
final class StreamConnection extends SimpleChannelInboundHandler<HttpObject> {

    private final byte[] request;
    private final OpenLoop.Result result;
    private boolean measured;
    private boolean done;
    private long lastNanos;
    private boolean begun;

    StreamConnection(byte[] request, OpenLoop.Result result) {
        this.request = request;
        this.result = result;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        result.running++;
        result.mostAtOnce = Math.max(result.mostAtOnce, result.running);
        measured = result.measuring;
        lastNanos = System.nanoTime();
        ctx.writeAndFlush(Unpooled.wrappedBuffer(request));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpResponse response && response.status().code() != 200) {
            fail("status " + response.status().code());
        }
        if (message instanceof HttpContent content && content.content().isReadable()) {
            event(content.content());
        }
        if (message instanceof LastHttpContent) {
            done = true;
            result.ended++;
            ctx.close();
        }
    }

    private void event(ByteBuf bytes) {
        long now = System.nanoTime();
        if (begun && bytes.toString(StandardCharsets.UTF_8).contains("[DONE]")) {
            return;
        }
        if (measured) {
            record(begun ? result.gap : result.first, now - lastNanos);
        }
        begun = true;
        lastNanos = now;
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), histogram.getHighestTrackableValue()));
    }

    private void fail(String why) {
        result.failed++;
        if (result.firstFailure.isEmpty()) {
            result.firstFailure = why;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        result.running--;
        if (!done) {
            fail("the connection was closed");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause.toString());
        ctx.close();
    }
}
