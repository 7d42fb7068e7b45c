package io.promotionbus.talk;

import com.microsoft.playwright.Page;

/** The words at the foot of a page; set through the object model, which the console's content policy allows. */
final class Overlay {

    private static final String SHOW = """
        words => {
          let plate = document.getElementById('talk-caption');
          if (!plate) {
            plate = document.createElement('div');
            plate.id = 'talk-caption';
            plate.setAttribute('aria-hidden', 'true');
            Object.assign(plate.style, {position: 'fixed', left: '50%', bottom: '18px', transform: 'translateX(-50%)',
              maxWidth: '86%', padding: '10px 20px', borderRadius: '10px', background: 'rgba(12,18,30,.92)',
              color: '#fff', font: '600 21px/1.35 system-ui, sans-serif', zIndex: 2147483647, textAlign: 'center',
              pointerEvents: 'none'});
            document.body.appendChild(plate);
          }
          plate.textContent = words;
          plate.style.display = words ? 'block' : 'none';
        }\
        """;

    private Overlay() {}

    static void show(Page page, String words) {
        page.evaluate(SHOW, words);
    }
}
