package ai.tulia.messaging.workflows.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.workflows.StepOptions;
import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Waves: write the audience down and send what is due on a few lanes side by side, as many as their chunks ask for, until
 * nothing is due; sleep until something is; again. Done when the ledger says that no message is open. What a person did to
 * it, the ledger knows: a signal only makes it look again.
 */
public class BroadcastWorkflowImpl implements BroadcastWorkflow {
    /** Messages due one by one, as on the morning's ramp, go a few together: a wave of its own for each is too dear. */
    private static final Duration BETWEEN_WAVES = Duration.ofSeconds(10);

    private static final int SNAPSHOT = -1;

    private final BroadcastActivities steps =
            Workflow.newLocalActivityStub(BroadcastActivities.class, StepOptions.step());
    private final BroadcastDeliveryActivities delivery =
            Workflow.newActivityStub(BroadcastDeliveryActivities.class, BroadcastActivityOptions.work());
    private boolean woken;
    /** Nothing more to write down now: all is, or the broadcast no longer runs. */
    private boolean snapshotDone;

    private int pages;
    private boolean probed;
    private boolean firstLaneDone;
    private int lanes;
    /** What goes side by side in this wave: lanes by their numbers. */
    private final Map<Integer, Promise<Void>> working = new TreeMap<>();

    private final LanesWithinWave lanesWithinWave = new LanesWithinWave();
    /** Where lanes do not change within a wave: it ends, for the next to have as many as are asked for. */
    private boolean otherLanesAsked;

    private @Nullable Instant lastWave;

    @Override
    public void run(BroadcastRef broadcast) {
        Promise<Void> canceled = whenCanceled(broadcast);
        try {
            BroadcastView view = look(broadcast);
            while (view.kind() != BroadcastView.Kind.ENDED) {
                switch (view.kind()) {
                    case WORK -> wave(broadcast, view);
                    case WAIT -> sleep(view);
                    case PAUSED -> Workflow.await(() -> woken);
                    default -> close(broadcast);
                }
                // One that is canceled would end here instead, with its messages open.
                if (LongHistory.isThisOne() && !CancellationScope.current().isCancelRequested()) {
                    Workflow.continueAsNew(broadcast);
                }
                view = look(broadcast);
            }
            Workflow.upsertTypedSearchAttributes(SearchAttribute.MESSAGE_STATUS.valueSet(view.reason()));
        } catch (CanceledFailure | ActivityFailure e) {
            if (!CancellationScope.current().isCancelRequested()) {
                throw e;
            }
            Workflow.newDetachedCancellationScope(() -> {
                        canceled.get();
                        close(broadcast);
                        Workflow.upsertTypedSearchAttributes(SearchAttribute.MESSAGE_STATUS.valueSet("canceled"));
                    })
                    .run();
            throw e;
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    private BroadcastView look(BroadcastRef broadcast) {
        woken = false;
        BroadcastView view = steps.lookAtBroadcast(broadcast, now());
        Instant until = view.until();
        showDetails(until == null ? view.reason() : view.reason() + " until " + until, view.progress());
        return view;
    }

    /** What the Web UI shows of a running workflow. */
    private static void showDetails(String doing, String progress) {
        Workflow.setCurrentDetails(doing + "  \n" + progress);
    }

    private void wave(BroadcastRef broadcast, BroadcastView view) {
        snapshotDone = view.snapshotDone();
        probed = view.probed();
        firstLaneDone = false;
        lanes = view.lanes();
        otherLanesAsked = false;
        working.clear();
        if (!snapshotDone) {
            working.put(SNAPSHOT, Async.procedure(() -> snapshot(broadcast)));
        }
        working.put(0, Async.procedure(() -> firstLane(broadcast)));
        beginOtherLanes(broadcast);
        do {
            Promise.allOf(working.values()).get();
        } while (!working.values().stream().allMatch(Promise::isCompleted));
        lastWave = now();
    }

    /** Those that do not go. */
    private void beginOtherLanes(BroadcastRef broadcast) {
        for (int lane = 1; lane < lanes; lane++) {
            int number = lane;
            Promise<Void> before = working.get(number);
            if (before == null || before.isCompleted()) {
                working.put(number, Async.procedure(() -> otherLane(broadcast, number)));
            }
        }
    }

    /** Its first page comes back at once, for the lanes to begin. */
    private void snapshot(BroadcastRef broadcast) {
        while (!snapshotDone && !isOver()) {
            snapshotDone = !delivery.snapshotAudience(broadcast, pages == 0);
            pages++;
        }
    }

    private void firstLane(BroadcastRef broadcast) {
        try {
            lane(broadcast, 0);
        } finally {
            firstLaneDone = true;
        }
    }

    /** Begins when the first one found out that messages go out at all. */
    private void otherLane(BroadcastRef broadcast, int number) {
        Workflow.await(() -> probed || firstLaneDone);
        if (probed) {
            lane(broadcast, number);
        }
    }

    private void lane(BroadcastRef broadcast, int number) {
        while (!isOver() && number < lanes) {
            int seen = pages;
            boolean allSeen = snapshotDone;
            ChunkResult result = delivery.sendChunk(broadcast, number);
            probed = probed || result.probed();
            follow(broadcast, result.lanes());
            String progress = result.progress();
            if (progress != null) {
                showDetails("sending", progress);
            }
            switch (result.kind()) {
                case MORE -> {}
                case PACED -> Workflow.sleep(Duration.ofMillis(Objects.requireNonNull(result.pauseMillis())));
                case NONE_DUE -> {
                    if (allSeen) {
                        return;
                    }
                    // What was written down meanwhile it did not see.
                    Workflow.await(() -> pages > seen || isOver());
                }
                case STOPPED -> {
                    return;
                }
            }
        }
    }

    /** Other lanes begin at once; one too many ends after its chunk. @param asked null = as many as there are */
    private void follow(BroadcastRef broadcast, @Nullable Integer asked) {
        if (asked != null && asked != lanes) {
            if (lanesWithinWave.areOn()) {
                lanes = asked;
                beginOtherLanes(broadcast);
            } else {
                otherLanesAsked = true;
            }
        }
    }

    private void sleep(BroadcastView view) {
        Instant due = Objects.requireNonNull(view.until());
        Instant earliest = lastWave == null ? due : lastWave.plus(BETWEEN_WAVES);
        Instant until = due.isBefore(earliest) ? earliest : due;
        Duration left = Duration.between(now(), until);
        if (left.isNegative() || left.isZero()) {
            return;
        }
        var summary = TimerOptions.newBuilder()
                .setSummary(view.reason() + " until " + until)
                .build();
        CompletablePromise<Void> fired = Workflow.newPromise();
        CancellationScope alarm =
                Workflow.newCancellationScope(() -> fired.completeFrom(Workflow.newTimer(left, summary)));
        alarm.run();
        Workflow.await(() -> woken || fired.isCompleted());
        if (!fired.isCompleted()) {
            alarm.cancel();
        }
    }

    private void close(BroadcastRef broadcast) {
        while (!delivery.closeCanceled(broadcast)) {
            Workflow.getLogger(BroadcastWorkflowImpl.class).debug("more to close");
        }
    }

    /** An operator cancels the workflow: the ledger learns of it at once, while the lanes finish what is leaving. */
    private Promise<Void> whenCanceled(BroadcastRef broadcast) {
        Promise<String> request = CancellationScope.current().getCancellationRequest();
        CompletablePromise<Void> done = Workflow.newPromise();
        Workflow.newDetachedCancellationScope(() -> done.completeFrom(Async.procedure(() -> {
                    request.get();
                    steps.cancelBroadcast(broadcast, now());
                })))
                .run();
        return done;
    }

    /** Whether the wave ends before nothing is due. */
    private boolean isOver() {
        return otherLanesAsked || LongHistory.isThisOne();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
