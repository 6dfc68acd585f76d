/* The page around the parts: head, style, navigation, pictures. */
#include "output/report/report.h"

#include <string.h>

#include "output/report/html.h"
#include "output/report/part.h"

/* Colours are taken from the system's own names where there are some, so that light, dark and high contrast work. */
static const char style[] =
    ":root{color-scheme:light dark;--line:#8888;--soft:#8881;--good:#0072b2;--bad:#b34700}\n"
    "@media(prefers-color-scheme:dark){:root{--good:#7cc4f5;--bad:#ffae66}}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:68rem;margin:0 auto;padding:0 1rem 4rem}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0}\n"
    "h1{line-height:1.2}h2{margin-top:3rem;border-bottom:1px solid var(--line)}\n"
    "table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}"
    "caption{text-align:left;font-weight:600;padding:.25rem 0;max-width:calc(100vw - 2rem);position:sticky;left:0}\n"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}\n"
    "thead "
    "th{background:var(--soft)}th.n{text-align:right}th.d{white-space:nowrap}td.n{text-align:right;white-space:nowrap;"
    "font-variant-numeric:"
    "tabular-nums}\n"
    "td.better{color:var(--good)}td.worse{color:var(--bad)}\n"
    ".wide{overflow-x:auto}.lead{font-size:1.15rem}\n"
    "figure{margin:1.5rem 0}figure "
    "svg{width:100%;height:auto;background:#fff;color:#000;font-family:Arial,Helvetica,sans-serif}figcaption{font-size:"
    ".9rem}\n"
    "th [role=button]{cursor:pointer;text-decoration:underline dotted}th [role=button]:focus-visible{outline:2px "
    "solid}\n"
    "label{display:inline-block;margin:.5rem 1.5rem .5rem "
    "0}select{font:inherit}a.skip{position:absolute;left:-99rem}a.skip:focus{left:1rem}\n"
    "@media screen{.off{display:none}}\n"
    "@media "
    "print{@page{size:A4;margin:15mm}nav,a.skip,label{display:none}body{max-width:none;padding:0;font-size:10pt}\n"
    "figure,tr{break-inside:avoid}h2,h3{break-after:avoid}.wide{overflow:visible}table{font-size:8pt}}\n";

/* Sorting by a click or the keyboard: numbers by data-sort, the rest as text. Choices: one part at a time. What is
 * clicked is no <button>, because browsers leave those out where paper repeats the head of a table. */
static const char script[] =
    "document.querySelectorAll('table').forEach(function(t){t.querySelectorAll('thead th').forEach(function(h,i){\n"
    "var b=document.createElement('span');b.setAttribute('role','button');b.tabIndex=0;\n"
    "b.textContent=h.textContent;h.textContent='';h.appendChild(b);\n"
    "b.addEventListener('keydown',function(e){if(e.key==='Enter'||e.key===' '){e.preventDefault();b.click()}});\n"
    "b.addEventListener('click',function(){var up=h.getAttribute('aria-sort')!=='ascending';\n"
    "t.querySelectorAll('thead th').forEach(function(o){o.removeAttribute('aria-sort')});\n"
    "h.setAttribute('aria-sort',up?'ascending':'descending');var body=t.tBodies[0];\n"
    "Array.prototype.slice.call(body.rows).sort(function(x,y){function v(r){var c=r.cells[i];\n"
    "return c.dataset.sort===undefined?c.textContent:Number(c.dataset.sort)}var p=v(x),q=v(y);\n"
    "var d=typeof p==='number'?(p<q?-1:p>q?1:0):p.localeCompare(q);return up?d:-d})\n"
    ".forEach(function(r){body.appendChild(r)})})})});\n"
    "document.querySelectorAll('.choices').forEach(function(box){var parts=box.querySelectorAll('.choice'),picks=[];\n"
    "function show(){parts.forEach(function(c){c.classList.toggle('off',picks.some(function(s){\n"
    "return s.value!=='*'&&c.dataset[s.name]!==undefined&&c.dataset[s.name]!==s.value}))})}\n"
    "['second','first'].forEach(function(key){var seen=[];if(!box.dataset[key])return;\n"
    "parts.forEach(function(c){var v=c.dataset[key];if(v!==undefined&&seen.indexOf(v)<0)seen.push(v)});\n"
    "if(seen.length<2)return;var label=document.createElement('label'),s=document.createElement('select');\n"
    "s.name=key;label.textContent='Show '+box.dataset[key]+': ';label.appendChild(s);\n"
    "seen.concat('*').forEach(function(v){var o=document.createElement('option');o.value=v;\n"
    "o.textContent=v==='*'?'all':v;s.appendChild(o)});picks.push(s);s.addEventListener('change',show);\n"
    "box.insertBefore(label,box.firstChild)});show()});\n";

static const struct {
    const char *id, *title;
    void (*put)(struct text *page, const struct report_request *request);
} parts[] = {
    {"answer", "The answer", report_answer},
    {"tables", "Options side by side", report_tables},
    {"maps", "Maps", report_maps},
    {"pictures", "Pictures", report_pictures},
    {"options", "What each option does", report_options},
    {"assumptions", "Assumptions and sources", report_assumptions},
    {"method", "Credibility, method, limits", report_method},
};

static void head_put(struct text *page, const struct report_request *request) {
    const struct mandate_study *study = &request->scenario->study;
    text_append_string(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                             /* nothing from outside, whatever stands in a text */
                             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                             "'unsafe-inline'; script-src 'unsafe-inline'\">\n");
    html_element(page, "title", study->title);
    text_print(page, "<style>\n%s</style>\n</head>\n<body>\n", style);
    text_append_string(page, "<a class=\"skip\" href=\"#answer\">To the answer</a>\n<header>\n");
    html_element(page, "h1", study->title);
    if (study->about) html_element(page, "p", study->about);
    text_append_string(page, "</header>\n<nav aria-label=\"Contents\"><ul>\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        text_print(page, "<li><a href=\"#%s\">", parts[i].id);
        html_text(page, parts[i].title);
        text_append_string(page, "</a></li>\n");
    }
    text_append_string(page, "</ul></nav>\n<main>\n");
}

static void page_put(struct text *page, const struct report_request *request) {
    head_put(page, request);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        text_print(page, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", parts[i].id, parts[i].id);
        html_text(page, parts[i].title);
        text_append_string(page, "</h2>\n");
        parts[i].put(page, request);
        text_append_string(page, "</section>\n");
    }
    text_append_string(page, "</main>\n<footer>\n<p>Written by mandate ");
    html_text(page, request->version);
    text_append_string(page, " from the study with the digest ");
    html_element(page, "code", request->hash);
    text_print(page, "</p>\n</footer>\n<script>\n%s</script>\n</body>\n</html>\n", script);
}

enum mandate_status report_write(const struct report_request *request, struct file_reason *reason) {
    struct text page = {0}, path = {0};
    text_print(&path, "%s/report.html", request->folder);
    page_put(&page, request);
    enum mandate_status status = file_write(path.bytes, page.bytes, page.length, reason);
    text_free(&page);
    text_free(&path);
    return status;
}
