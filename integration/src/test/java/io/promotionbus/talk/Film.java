package io.promotionbus.talk;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * A film made of screenshots, with its captions burnt in and beside it as WebVTT. Time in it is counted in pictures, so a
 * slow machine makes the same film; only waiting for the product is as long as it was, up to the limit that was given.
 */
final class Film implements AutoCloseable {

    static final int PICTURES_PER_SECOND = 4;
    private static final int QUALITY = 85;
    /** Shown while the product works longer than anybody wants to watch. */
    private static final int WAITING_SECONDS = 12;

    private final Path file;
    private final Process encoder;
    private final OutputStream pictures;
    private final StringBuilder captions = new StringBuilder("WEBVTT\n");
    private int shown;
    private int captionSince;
    private String caption = "";

    Film(Path folder, String name) throws IOException {
        this.file = folder.resolve(name + ".mp4");
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-y", "-loglevel", "error", "-f", "image2pipe"));
        command.addAll(List.of("-framerate", Integer.toString(PICTURES_PER_SECOND), "-c:v", "mjpeg", "-i", "-"));
        command.addAll(List.of("-c:v", "libx264", "-crf", "27", "-preset", "fast", "-tune", "stillimage"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-movflags", "+faststart", file.toString()));
        this.encoder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.pictures = encoder.getOutputStream();
    }

    /** The words under what follows. */
    void say(String words) {
        endCaption();
        caption = words;
        captionSince = shown;
    }

    /** One picture, held for that long. */
    void hold(Page page, double seconds) {
        byte[] picture = picture(page);
        for (int i = 0; i < Math.max(1, (int) Math.round(seconds * PICTURES_PER_SECOND)); i++) {
            write(picture);
        }
    }

    /** Films until it is so; what takes longer than the audience's patience is left out. */
    void until(Page page, Duration limit, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + limit.toNanos();
        int first = shown;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("It did not happen within " + limit + ": " + caption);
            }
            if (shown - first < WAITING_SECONDS * PICTURES_PER_SECOND) {
                write(picture(page));
            }
            page.waitForTimeout(1000.0 / PICTURES_PER_SECOND);
        }
        hold(page, 1);
    }

    private byte[] picture(Page page) {
        Overlay.show(page, caption);
        byte[] picture = page.screenshot(
                new Page.ScreenshotOptions().setType(ScreenshotType.JPEG).setQuality(QUALITY));
        Overlay.show(page, "");
        return picture;
    }

    private void write(byte[] picture) {
        try {
            pictures.write(picture);
            shown++;
        } catch (IOException e) {
            throw new UncheckedIOException("ffmpeg takes no more pictures", e);
        }
    }

    private void endCaption() {
        if (!caption.isEmpty() && shown > captionSince) {
            captions.append("\n%s --> %s\n%s\n".formatted(time(captionSince), time(shown), caption));
        }
    }

    private static String time(int pictures) {
        long millis = pictures * 1000L / PICTURES_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }

    @Override
    public void close() throws IOException {
        endCaption();
        pictures.close();
        Files.writeString(Path.of(file.toString().replaceFirst("\\.mp4$", ".vtt")), captions);
        try {
            if (encoder.waitFor() != 0) {
                throw new IOException("ffmpeg failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.printf(
                Locale.ROOT, "%s  %d s  %d KiB%n", file, shown / PICTURES_PER_SECOND, Files.size(file) / 1024);
    }
}
