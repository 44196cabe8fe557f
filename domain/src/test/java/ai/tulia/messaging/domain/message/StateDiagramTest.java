package ai.tulia.messaging.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
    private static final Path DRAWN = Path.of("target", "states.svg");
    private static final Path IN_DOCS = Path.of("..", "docs", "images", "states.svg");

    @Test
    void thePictureInTheDocsIsThatOfTheTable() throws IOException {
        String drawn = StateDiagram.svg();
        Files.createDirectories(DRAWN.getParent());
        Files.writeString(DRAWN, drawn);
        assertThat(IN_DOCS)
                .as("it is old: copy domain/target/states.svg to docs/images")
                .exists()
                .content()
                .isEqualTo(drawn);
    }
}
