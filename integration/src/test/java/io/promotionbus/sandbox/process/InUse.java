package io.promotionbus.sandbox.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Marks a folder as used by this process, for as long as the process lives. */
final class InUse {

    private static final String MARK = "in-use.lock";
    private static final Map<Path, FileLock> HELD = new ConcurrentHashMap<>();

    private InUse() {}

    /** Several processes may use one folder. */
    static void mark(Path folder) throws IOException {
        if (!HELD.containsKey(folder)) {
            FileChannel channel = FileChannel.open(
                    folder.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            HELD.put(folder, channel.lock(0, Long.MAX_VALUE, true));
        }
    }

    static boolean byAnybody(Path folder) throws IOException {
        // Closing a second channel on a marked file would take the mark away, so this process's own come first.
        if (HELD.containsKey(folder)) {
            return true;
        }
        Path mark = folder.resolve(MARK);
        if (!Files.exists(mark)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        }
    }
}
