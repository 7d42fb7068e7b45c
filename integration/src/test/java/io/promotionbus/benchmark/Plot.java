package io.promotionbus.benchmark;

import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Small pictures as SVG, without a library: axes, a line or bars, and the numbers beside them. */
final class Plot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 48;
    private static final double[] PERCENTILES = {0, 10, 25, 50, 75, 90, 95, 99, 99.9};

    private Plot() {}

    /** Time over percentile; the value in microseconds. */
    static String percentiles(String title, Histogram micros) {
        double top = Math.max(1, micros.getValueAtPercentile(99.9)) / 1000.0;
        StringBuilder line = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < PERCENTILES.length; i++) {
            double millis = micros.getValueAtPercentile(PERCENTILES[i]) / 1000.0;
            double x = MARGIN + i * (WIDTH - 2.0 * MARGIN) / (PERCENTILES.length - 1);
            double y = HEIGHT - MARGIN - millis / top * (HEIGHT - 2.0 * MARGIN);
            line.append(format("%.1f,%.1f ", x, y));
            labels.append(text(x, HEIGHT - MARGIN + 16, "middle", "p" + Report.number(PERCENTILES[i])));
            labels.append(text(x, y - 8, "middle", Report.number(millis)));
        }
        return frame(
                title + " (ms)",
                format("<polyline fill='none' stroke='#1f6feb' stroke-width='2' points='%s'/>", line) + labels);
    }

    /** One bar a name. */
    static String bars(String title, Map<String, Double> values) {
        double top =
                values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double step = (WIDTH - 2.0 * MARGIN) / Math.max(1, values.size());
        StringBuilder bars = new StringBuilder();
        int i = 0;
        for (Map.Entry<String, Double> bar : values.entrySet()) {
            double height = bar.getValue() / top * (HEIGHT - 2.0 * MARGIN);
            double x = MARGIN + i++ * step;
            bars.append(format(
                    "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='#1f6feb'/>",
                    x + step * 0.15, HEIGHT - MARGIN - height, step * 0.7, height));
            bars.append(text(x + step / 2, HEIGHT - MARGIN + 16, "middle", bar.getKey()));
            bars.append(text(x + step / 2, HEIGHT - MARGIN - height - 6, "middle", Report.number(bar.getValue())));
        }
        return frame(title, bars.toString());
    }

    private static String frame(String title, String content) {
        return format(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='11'>"
                        + "<rect width='100%%' height='100%%' fill='white'/>%s"
                        + "<path d='M%d %dH%d' stroke='#57606a'/>%s</svg>",
                WIDTH, HEIGHT, text(MARGIN, 24, "start", title), MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, content);
    }

    private static String text(double x, double y, String anchor, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        return format("<text x='%.1f' y='%.1f' text-anchor='%s' fill='#24292f'>%s</text>", x, y, anchor, safe);
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
