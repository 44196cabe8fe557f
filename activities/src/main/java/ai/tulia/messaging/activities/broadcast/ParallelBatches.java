package ai.tulia.messaging.activities.broadcast;

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
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    ParallelBatches(BatchSender sender) {
        this.sender = sender;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    ChunkResult send(Lane lane, ActivityBudget budget) throws InterruptedException {
        if (sender.isProbing(lane.ref())) {
            return sender.send(lane, lane.strand(0), true, budget);
        }
        List<Callable<ChunkResult>> tasks = new ArrayList<>();
        for (int batch = 0; batch < lane.pace().batchesInLane(); batch++) {
            int strand = lane.strand(batch);
            tasks.add(() -> sender.send(lane, strand, false, budget));
        }
        ChunkResult together = ChunkResult.noneDue(0, true);
        for (Future<ChunkResult> result : executor.invokeAll(tasks)) {
            together = together.and(of(result));
        }
        return together.kind() == ChunkResult.Kind.MORE
                ? together.asking(lane.pace().lanes())
                : together;
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
