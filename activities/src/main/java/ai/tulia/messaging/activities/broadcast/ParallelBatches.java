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

/** The groups of a lane that are under way at once, each followed by the next until the chunk's time is over. */
@Component
class ParallelBatches implements AutoCloseable {
    private final GroupSending sending;
    private final ExecutorService groups = Executors.newVirtualThreadPerTaskExecutor();

    ParallelBatches(GroupSending sending) {
        this.sending = sending;
    }

    @Override
    public void close() {
        groups.shutdownNow();
    }

    ChunkResult send(Lane lane, ActivityBudget turn) throws InterruptedException {
        if (sending.isProbing(lane.ref())) {
            return sending.send(lane, lane.strand(0), true, turn);
        }
        List<Callable<ChunkResult>> tasks = new ArrayList<>();
        for (int group = 0; group < lane.pace().groupsInLane(); group++) {
            int strand = lane.strand(group);
            tasks.add(() -> sending.send(lane, strand, false, turn));
        }
        ChunkResult together = ChunkResult.noneDue(0, true);
        for (Future<ChunkResult> result : groups.invokeAll(tasks)) {
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
