package ai.tulia.messaging.standalone.acceptance;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** The official Java test server with the real clock, on a free loopback port. It lives as long as the JVM. */
final class JavaTestServer {
    private JavaTestServer() {}

    static String start() {
        var services = new TestServicesStarter(true, 0);
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .intercept(new ToAnyWorker())
                .intercept(new OnlyDefaultExists());
        GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
        try {
            return "127.0.0.1:" + builder.build().start().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A workflow's next task goes first to the worker that has it in memory, and after five seconds to any other. This
     * server forgets those five seconds and waits for a stopped worker for ever: here no worker is preferred.
     */
    private static final class ToAnyWorker implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                @SuppressWarnings("unchecked")
                public void onMessage(Q request) {
                    super.onMessage(
                            request instanceof RespondWorkflowTaskCompletedRequest completed
                                    ? (Q) completed.toBuilder()
                                            .clearStickyAttributes()
                                            .build()
                                    : request);
                }
            };
        }
    }

    /** To this server every namespace exists, to a real one those that were made. */
    private static final class OnlyDefaultExists implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                private boolean refused;

                @Override
                public void onMessage(Q request) {
                    refused = request instanceof DescribeNamespaceRequest described
                            && !described.getNamespace().equals("default");
                    if (refused) {
                        call.close(Status.NOT_FOUND, new Metadata());
                    } else {
                        super.onMessage(request);
                    }
                }

                @Override
                public void onHalfClose() {
                    if (!refused) {
                        super.onHalfClose();
                    }
                }
            };
        }
    }
}
