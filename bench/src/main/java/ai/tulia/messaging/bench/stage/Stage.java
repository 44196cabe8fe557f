package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.api.ApiApplication;
import ai.tulia.messaging.worker.WorkerApplication;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole product with API and worker as they run apart, but in this JVM. */
public final class Stage extends Grounds {
    private final ConfigurableApplicationContext api;
    private final ConfigurableApplicationContext worker;

    private Stage(boolean sweeping, boolean durable) throws SQLException {
        super(durable);
        api = run(ApiApplication.application(), apiArguments());
        worker = run(WorkerApplication.application(), workerArguments(sweeping));
    }

    /** @param sweeping false where rows are written without their workflows on purpose */
    public static Stage start(boolean sweeping) {
        return start(sweeping, false);
    }

    /** @param durable true: Temporal keeps its workflows on disk, as in the stack that users start */
    public static Stage start(boolean sweeping, boolean durable) {
        try {
            return new Stage(sweeping, durable);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public <T> T api(Class<T> type) {
        return api.getBean(type);
    }

    public <T> T worker(Class<T> type) {
        return worker.getBean(type);
    }

    public ApplicationContext workerContext() {
        return worker;
    }

    /** One sweep of the worker over open messages. @return how many it repaired */
    public int sweepMessages() {
        Object sweeper = worker.getBean("sweeper");
        try {
            Method sweep = sweeper.getClass().getDeclaredMethod("sweepOnce");
            sweep.setAccessible(true);
            return (int) sweep.invoke(sweeper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder application, List<String> arguments) {
        return closing(application.registerShutdownHook(false).run(arguments.toArray(String[]::new)));
    }
}
