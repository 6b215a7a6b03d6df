package io.inkstone.bench.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One connection of {@link MockUpstream}. */
final class MockConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
    private static final Pattern USAGE = Pattern.compile("\"include_usage\"\\s*:\\s*true");

    private final MockAnswers answers;
    private final ByteBuf body = Unpooled.buffer(4096);
    private boolean listing;

    MockConnection(MockAnswers answers) {
        this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpRequest request) {
            listing = request.uri().endsWith("/models");
            body.clear();
        }
        if (message instanceof HttpContent content) {
            body.writeBytes(content.content());
        }
        if (message instanceof LastHttpContent) {
            String asked = body.toString(StandardCharsets.UTF_8);
            if (answers.delayMillis == 0 || listing) {
                answer(ctx, asked);
            } else {
                ctx.executor().schedule(() -> answer(ctx, asked), answers.delayMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void answer(ChannelHandlerContext ctx, String asked) {
        if (listing) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(answers.models));
        } else if (!STREAM.matcher(asked).find()) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(answers.answer));
        } else {
            ctx.write(Unpooled.wrappedBuffer(answers.streamHead));
            next(ctx, 0, USAGE.matcher(asked).find());
        }
    }

    /** Each chunk is flushed alone, as engines do. */
    private void next(ChannelHandlerContext ctx, int first, boolean usage) {
        for (int i = first; i < answers.stream.size(); i++) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(answers.stream.get(i)));
            if (answers.intervalMillis > 0) {
                if (ctx.channel().isActive() && i + 1 < answers.stream.size()) {
                    int following = i + 1;
                    ctx.executor()
                            .schedule(() -> next(ctx, following, usage), answers.intervalMillis, TimeUnit.MILLISECONDS);
                    return;
                }
                if (!ctx.channel().isActive()) {
                    return;
                }
            }
        }
        if (usage) {
            ctx.write(Unpooled.wrappedBuffer(answers.usage));
        }
        ctx.writeAndFlush(Unpooled.wrappedBuffer(answers.streamEnd));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
