"""The report as a page: well formed, alone, open to everybody, and deaf to what a scenario may try to slip in.

Where chromium is installed it also opens the page (make test-all installs it).
"""
import os
import re
import shutil
import subprocess
import unittest
from html.parser import HTMLParser

from test_cli import ROOT, Case

VOID = {'meta', 'br', 'link', 'img', 'hr', 'input'}
HOSTILE = '</title><script>hack()</script><img src=x onerror=hack()>=cmd|calc "\' &amp;'
CHROMIUM = shutil.which('chromium')


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.wrong, self.ids, self.tags, self.links, self.text = [], [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        for name, value in attributes:
            if name == 'id':
                self.ids.append(value)
            if name in ('href', 'src', 'xlink:href', 'action', 'data') and value:
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))

    def handle_data(self, data):
        self.text.append(data)

    def names(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


class Report(Case):
    def page(self, *more):
        quoted = HOSTILE.replace("'", "''")
        study = self.study(lambda text: text.replace('title: Two camps and a helicopter unit', f"title: '{quoted}'", 1)
                           .replace('title: A second company, and two more helicopters', f"title: '{quoted}'", 1)
                           .replace('main_camp:\n      {type', f"main_camp:\n      {{name: '{quoted}', type", 1)
                           + '\noutput: {places_on: [2024-03-01, 2024-09-01]}\n')
        self.out = self.small('out', *more, study=study)
        self.run_ok('report', self.out, '--quiet')
        return (self.out / 'report.html').read_text(encoding='utf-8')

    def browser(self, text, *more):
        """(what the browser makes of a page, what it complains about)"""
        page = self.out / 'page.html'
        page.write_text(text, encoding='utf-8')
        done = subprocess.run([CHROMIUM, '--headless', '--no-sandbox', '--disable-gpu', f'--user-data-dir={self.folder}/profile',
                               '--enable-logging=stderr', '--v=0', '--virtual-time-budget=3000', *more, f'file://{page}'],
                              capture_output=True, text=True, timeout=120)
        return done.stdout, re.findall(r'CONSOLE.*', done.stderr)

    def test_page(self):
        text = self.page()
        page = Page(text)
        self.assertEqual((page.wrong, page.open), ([], []))
        self.assertEqual(len(page.ids), len(set(page.ids)), 'an id stands twice')
        self.assertLess(len(text.encode()), 3 << 20)
        self.assertEqual([link for link in page.links if not link.startswith('#')], [], 'the page asks for something else')
        self.assertTrue(all(link[1:] in page.ids for link in page.links if link.startswith('#')), 'a link leads nowhere')
        self.assertEqual(re.findall(r'@import|url\((?!#|\'#|"#)', text), [])
        # what the scenario says is text, here in the title and the heading
        self.assertEqual(len(page.names('script')), 1)
        self.assertEqual(len(page.names('img')), 0)
        self.assertGreaterEqual(''.join(page.text).count(HOSTILE), 2)
        # for screen readers
        self.assertEqual(page.names('html')[0]['lang'], 'en')
        self.assertEqual(len(page.names('main')), 1)
        self.assertEqual(len(page.names('caption')), len(page.names('table')))
        for name, attributes in page.tags:
            if attributes.get('role') == 'img':
                self.assertGreater(len(attributes['aria-label']), 20)
        for caption in re.findall('<figcaption[^>]*>(.*?)</figcaption>', text, re.S):
            self.assertRegex(caption, r'Drawn from .*(\.csv|replay)')
        for figure in page.names('figure'):
            self.assertIn(figure['aria-labelledby'], page.ids)
        for word in ('best option', 'What would change the answer', 'NASA-STD-7009A', 'What the intervals do not cover'):
            self.assertIn(word, text)

    @unittest.skipUnless(CHROMIUM, 'chromium is not installed')
    def test_browser(self):
        """No request, no error; a click and a key sort a table, one up and one down."""
        text = self.page()
        probe = '''<script>window.onload=function(){var b=document.querySelector('thead [role=button]');b.click();
        var up=b.parentNode.getAttribute('aria-sort');b.focus();
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown',{key:'Enter',bubbles:true}));
        document.title=[document.querySelectorAll('[aria-sort]').length,up,b.parentNode.getAttribute('aria-sort'),
        performance.getEntriesByType('resource').length].join()}</script>'''
        made, complaints = self.browser(text.replace('</body>', probe + '</body>'), '--dump-dom')
        self.assertIn('<title>1,ascending,descending,0</title>', made)
        self.assertEqual(complaints, [])

    @unittest.skipUnless(CHROMIUM and shutil.which('gnuplot'), 'chromium or gnuplot is not installed')
    def test_choices(self):
        """One metric, one map and one date at a time; another one after a choice; all with scripts off."""
        text = self.page()
        probe = '''<script>window.onload=function(){function seen(){return Array.from(document.querySelectorAll('.choices')).map(
        function(b){return Array.from(b.querySelectorAll('.choice')).filter(function(c){return c.offsetHeight>0}).length})}
        var before=seen();document.querySelectorAll('select').forEach(function(s){s.value='*';s.dispatchEvent(new Event('change'))});
        document.title=before.join()+';'+seen().join()}</script>'''
        made, complaints = self.browser(text.replace('</body>', probe + '</body>'), '--dump-dom')
        metrics, maps = len(re.findall('<div class="choice" data-first="[a-z_0-9]+"', text)), text.count('"choice"')
        self.assertIn(f'<title>1,1;{metrics},{maps - metrics}</title>', made)
        self.assertEqual(complaints, [])
        made, _ = self.browser(text.replace("script-src 'unsafe-inline'", "script-src 'none'"), '--dump-dom')
        self.assertNotIn('<select', made)
        self.assertNotIn('class="choice off"', made)
        self.assertEqual(' '.join(Page(made).text).split(), ' '.join(Page(text).text).split())

    @unittest.skipUnless(CHROMIUM, 'chromium is not installed')
    def test_sections_are_seen(self):
        """A picture of each section, light and on paper, in build/screens, for people to look at."""
        text, screens = self.page(), ROOT / 'build' / 'screens'
        screens.mkdir(parents=True, exist_ok=True)
        for section in re.findall('<section aria-labelledby="([a-z]+)"', text):
            alone = f'<style>section:not([aria-labelledby={section}]),header,nav{{display:none}}</style>'
            shot = screens / f'{section}.png'
            shot.unlink(missing_ok=True)
            self.browser(text.replace('</body>', alone + '</body>'), '--window-size=1200,1600', '--hide-scrollbars',
                         f'--screenshot={shot}')
            self.assertGreater(shot.stat().st_size, 15000, section)
        self.browser(text, '--no-pdf-header-footer', f'--print-to-pdf={screens}/report.pdf')
        self.assertTrue((screens / 'report.pdf').read_bytes().startswith(b'%PDF'))


if __name__ == '__main__':
    unittest.main()
