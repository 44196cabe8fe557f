package ai.tulia.messaging.bench.bare;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

@ActivityInterface
public interface BareActivity {
    @ActivityMethod(name = "Nothing")
    void nothing(String id);
}
