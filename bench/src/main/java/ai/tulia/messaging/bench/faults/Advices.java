package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.activities.report.DeliveryReports;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ReflectiveMethodInvocation;

/** What the planted defects do around the methods of a bean. */
final class Advices {
    private static final Comparator<ProviderCallback> SAYS_MORE =
            Comparator.comparingInt(callback -> callback.report().rank());
    private static final int LEAK_BYTES = 150_000;
    private static final Queue<byte[]> KEPT = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean HALTS = new AtomicBoolean();
    private static final Set<String> TAKES_KEY = Set.of("begin", "claim");
    private static final ThreadLocal<String> OTHER_KEY = new ThreadLocal<>();

    private Advices() {}

    static @Nullable Object postOnceMore(MethodInvocation call) throws Throwable {
        var again = ((ReflectiveMethodInvocation) call).invocableClone();
        Object answer = call.proceed();
        return answer instanceof ProviderAnswer.Ambiguous ? again.proceed() : answer;
    }

    static @Nullable Object forgetRetryAfter(MethodInvocation call) throws Throwable {
        Object answer = call.proceed();
        return answer instanceof ProviderAnswer.Refused refused
                ? new ProviderAnswer.Refused(refused.httpStatus(), refused.code(), null)
                : answer;
    }

    static @Nullable Object find0(MethodInvocation call) throws Throwable {
        Class<?> answer = call.getMethod().getReturnType();
        return answer == boolean.class ? (Object) false : answer == int.class ? (Object) 0 : call.proceed();
    }

    static @Nullable Object findNone(MethodInvocation call) throws Throwable {
        return call.getMethod().getReturnType() == List.class ? List.of() : call.proceed();
    }

    static @Nullable Object dropSetBack(MethodInvocation call) throws Throwable {
        Object[] arguments = call.getArguments();
        if (arguments.length == 3 && arguments[1] instanceof Collection<?> all) {
            arguments[1] = all.stream()
                    .filter(each -> !(each instanceof Transition.LedgerSetBack))
                    .toList();
        }
        return call.proceed();
    }

    static @Nullable Object applyLeast(MethodInvocation call) throws Throwable {
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
                applied.toWake(),
                applied.ofBroadcasts());
    }

    /** One request keeps to one key: it begins with it or claims it, and the rest of it runs on the same thread. */
    static @Nullable Object otherKey(MethodInvocation call) throws Throwable {
        if (TAKES_KEY.contains(call.getMethod().getName())) {
            OTHER_KEY.set(UUID.randomUUID().toString());
        }
        call.getArguments()[1] = OTHER_KEY.get();
        return call.proceed();
    }

    static @Nullable Object askTheMachine(MethodInvocation call) throws Throwable {
        Object[] arguments = call.getArguments();
        Supplier<Instant> machine = Instant::now;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Supplier<?>) {
                arguments[i] = machine;
            }
        }
        return call.proceed();
    }

    static @Nullable Object haltOnTerm(MethodInvocation call) throws Throwable {
        if (!HALTS.getAndSet(true)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(143)));
        }
        return call.proceed();
    }

    static @Nullable Object leak(MethodInvocation call) throws Throwable {
        KEPT.add(new byte[LEAK_BYTES]);
        return call.proceed();
    }
}
