package ai.tulia.messaging.standalone.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The Redis server packaged for this machine, unpacked once per version. */
final class RedisBinary {
    private RedisBinary() {}

    /** Answers the directory that holds it. */
    static Path unpack(TuliaHome home) {
        OsArchitecture machine = OsArchitecture.detectOSandArchitecture();
        String packaged = ExecutableProvider.newProvidedVersionsMap().get(machine);
        if (packaged == null) {
            throw new StartupRefused("No Redis is packaged for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ".");
        }
        return home.make(home.redis().resolve("programs" + packaged.replace('/', '-')), aside -> {
            Files.createDirectories(aside);
            Path program = ExecutableProvider.newJarResourceProvider(aside.toFile())
                    .get()
                    .toPath();
            Files.move(program, aside.resolve(RedisServer.PROGRAM), StandardCopyOption.REPLACE_EXISTING);
        });
    }
}
