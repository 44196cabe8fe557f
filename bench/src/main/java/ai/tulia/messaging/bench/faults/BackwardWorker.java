package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.activities.report.DeliveryReports;
import ai.tulia.messaging.store.callback.ProviderCallback;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** The worker with a planted defect: of several callbacks of one message it believes the one that says least. */
public final class BackwardWorker {
    private static final Comparator<ProviderCallback> SAYS_MORE =
            Comparator.comparingInt(callback -> callback.report().rank());

    private BackwardWorker() {}

    public static void main(String[] args) {
        new PlantedDefect(DeliveryReports.class, BackwardWorker::applyLeast).run(args);
    }

    private static @Nullable Object applyLeast(MethodInvocation call) throws Throwable {
        if (!call.getMethod().getName().equals("apply")) {
            return call.proceed();
        }
        Object[] arguments = call.getArguments();
        List<ProviderCallback> all = ((Collection<?>) arguments[1])
                .stream().map(ProviderCallback.class::cast).toList();
        arguments[1] = List.copyOf(all.stream()
                .collect(toMap(ProviderCallback::ref, callback -> callback, BinaryOperator.minBy(SAYS_MORE)))
                .values());
        if (!(call.proceed() instanceof DeliveryReports.Applied applied)) {
            throw new IllegalStateException("not the method that was meant: " + Arrays.toString(arguments));
        }
        Set<?> handled = applied.handled().stream().map(ProviderCallback::ref).collect(toSet());
        return new DeliveryReports.Applied(
                all.stream()
                        .filter(callback -> handled.contains(callback.ref()))
                        .toList(),
                applied.toWake());
    }
}
