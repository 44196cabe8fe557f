package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.domain.broadcast.BroadcastPace;
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
    private final AttemptPoster poster;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    ParallelBatches(BatchSender sender, AttemptPoster poster) {
        this.sender = sender;
        this.poster = poster;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    ChunkResult send(Lane lane, ActivityBudget budget) throws InterruptedException {
        if (sender.isProbing(lane.ref())) {
            ChunkResult probed = sender.send(lane, lane.strand(0), true, budget);
            // Few messages are done on the lanes that there are, if the provider does not turn out to be slow.
            return lanes(lane) > lane.pace().lanes() ? asking(lane, probed) : probed;
        }
        List<Callable<ChunkResult>> tasks = new ArrayList<>();
        for (int batch = 0; batch < BroadcastPace.batchesInLane(lane.lanes()); batch++) {
            int strand = lane.strand(batch);
            tasks.add(() -> sender.send(lane, strand, false, budget));
        }
        ChunkResult together = ChunkResult.noneDue(0, true);
        for (Future<ChunkResult> result : executor.invokeAll(tasks)) {
            together = together.and(of(result));
        }
        return asking(lane, together);
    }

    private ChunkResult asking(Lane lane, ChunkResult result) {
        return result.kind() == ChunkResult.Kind.MORE ? result.asking(lanes(lane)) : result;
    }

    /** As many as it needs by what was measured meanwhile. */
    private int lanes(Lane lane) {
        return poster.lanes(lane.ref().tenantId(), lane.pace());
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
