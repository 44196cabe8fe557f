package ai.tulia.messaging.standalone.embedded;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's Java test server on loopback with the real clock: the last resort. It has no Web UI and no listing,
 * forgets everything at the end and grows with every workflow.
 */
final class JavaTestServer implements AutoCloseable {
    private final TestServicesStarter services;
    private final Server server;

    private JavaTestServer(TestServicesStarter services, Server server) {
        this.services = services;
        this.server = server;
    }

    static JavaTestServer start(TemporalOptions options) {
        TestServicesStarter services = new TestServicesStarter(true, 0);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", options.port()));
        GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
        try {
            JavaTestServer started =
                    new JavaTestServer(services, builder.build().start());
            register(options);
            return started;
        } catch (IOException e) {
            services.close();
            throw new StartupRefused("The Java test server could not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        services.close();
    }

    private static void register(TemporalOptions options) {
        AddSearchAttributesRequest.Builder request =
                AddSearchAttributesRequest.newBuilder().setNamespace("default");
        options.searchAttributes()
                .forEach((name, type) -> request.putSearchAttributes(
                        name, IndexedValueType.valueOf("INDEXED_VALUE_TYPE_" + type.toUpperCase(Locale.ROOT))));
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setTarget(options.target())
                .validateAndBuildWithDefaults());
        try {
            operator.blockingStub().withDeadlineAfter(10, TimeUnit.SECONDS).addSearchAttributes(request.build());
        } finally {
            operator.shutdownNow();
        }
    }
}
