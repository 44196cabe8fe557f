package ai.tulia.messaging.standalone.acceptance;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The ledger as a {@link BrokenRequest} finds it: each statement and each commit is a step. */
final class BrokenConnection {
    static final String COMMIT = "commit";

    /** As much of a statement as tells it from others. */
    private static final int TOLD = 70;

    private final BrokenRequest request;
    private final Connection real;

    private BrokenConnection(BrokenRequest request, Connection real) {
        this.request = request;
        this.real = real;
    }

    static Connection of(BrokenRequest request, Connection real) {
        return proxy(Connection.class, new BrokenConnection(request, real)::call);
    }

    private Object call(Object proxy, Method method, Object[] args) throws Throwable {
        return switch (method.getName()) {
            case "commit" -> step(COMMIT, real, method, args);
            case "rollback" -> {
                request.mustLive();
                yield invoke(real, method, args);
            }
            case "prepareStatement" -> {
                var statement = (PreparedStatement) invoke(real, method, args);
                String sql = String.valueOf(args[0]).strip().replaceAll("\\s+", " ");
                String what = sql.substring(0, Math.min(sql.length(), TOLD));
                yield proxy(
                        PreparedStatement.class,
                        (inner, call, values) -> call.getName().startsWith("execute")
                                ? step(what, statement, call, values)
                                : invoke(statement, call, values));
            }
            default -> invoke(real, method, args);
        };
    }

    private Object step(String what, Object target, Method method, Object[] args) throws Throwable {
        if (!request.enters(what)) {
            return invoke(target, method, args);
        }
        if (request.breaksBefore()) {
            real.abort(Runnable::run);
            request.hits();
            // The driver itself says what it finds.
            return invoke(target, method, args);
        }
        invoke(target, method, args);
        real.abort(Runnable::run);
        request.hits();
        throw new SQLException("the connection broke before the answer came", "08006");
    }

    static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(BrokenConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
