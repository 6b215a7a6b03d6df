package io.inkstone.bench.edge;

import io.inkstone.model.serving.SupervisedProcess;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server in OpenAI's shape that writes answers which are made beforehand; a process of its own, which ends with its stdin.
 * Arguments: milliseconds before an answer, milliseconds between the chunks of a stream, chunks of a stream.
 */
final class MockUpstream {

    private static final int BACKLOG = 1024;

    private MockUpstream() {}

    /** Serves until stdin ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        MockAnswers answers = new MockAnswers(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new MockConnection(answers));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        System.out.println(SupervisedProcess.READY_PREFIX + "{\"port\":" + port + "}");
        while (System.in.read() != -1) {
            // Nothing is sent.
        }
        System.exit(0);
    }
}
