package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.workflows.broadcast.ChunkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** The batches of a lane that are under way at once, each followed by the next until the chunk's time is over. */
@Component
class ParallelBatches implements AutoCloseable {
    private final BatchSender sender;
    private final Lanes lanes;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    ParallelBatches(BatchSender sender, Lanes lanes) {
        this.sender = sender;
        this.lanes = lanes;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    ChunkResult send(Lane lane, ActivityBudget budget) throws InterruptedException {
        if (!sender.isProbing(lane.ref())) {
            return sideBySide(lane, 0, budget);
        }
        ChunkResult probed = sender.send(lane, lane.strand(0), true, budget);
        if (probed.kind() != ChunkResult.Kind.MORE || !probed.probed()) {
            return probed;
        }
        int asked = lanes.count(lane, budget.now());
        if (asked > lane.rateLimit().lanes()) {
            return probed.asking(asked);
        }
        // Where others wait to hear of it, the chunk ends here.
        return lane.lanes() > 1 ? probed : sideBySide(lane, probed.handled(), budget);
    }

    /** @param handled by the chunk before */
    private ChunkResult sideBySide(Lane lane, int handled, ActivityBudget budget) throws InterruptedException {
        List<Callable<ChunkResult>> tasks = new ArrayList<>();
        for (int batch = 0; batch < BroadcastRateLimit.batchesInLane(lane.lanes()); batch++) {
            int strand = lane.strand(batch);
            tasks.add(() -> sender.send(lane, strand, false, budget));
        }
        ChunkResult together = ChunkResult.noneDue(handled, true);
        for (Future<ChunkResult> result : executor.invokeAll(tasks)) {
            together = together.and(of(result));
        }
        // As many as it needs by what was measured meanwhile.
        return together.kind() == ChunkResult.Kind.MORE ? together.asking(lanes.count(lane, budget.now())) : together;
    }

    /** One that broke fails the chunk, which is then tried again. */
    private static ChunkResult of(Future<ChunkResult> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
