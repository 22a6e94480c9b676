import { open } from './harness/index.js';
const [,, what='all'] = process.argv;
const t = async (name, opts, steps) => { const o = await open({ policy:'strict', ...opts }); const page=o.page;
  try { if (steps) await steps(page, o); await page.waitForTimeout(300); await page.screenshot({ path:`/tmp/shots/${name}.png`, fullPage:true }); } catch(e) { console.log(name, String(e).slice(0,400)); await page.screenshot({ path:`/tmp/shots/${name}-fail.png`, fullPage:true }); } try { o.assertQuiet(); } catch(e) { console.log(name,'NOT QUIET', String(e.message).slice(0,600)); } await o.close(); };
const demo = async (p, en) => { await p.getByRole('button',{name: en?/^Me/:/^我/}).first().click(); await p.getByText(en?'Try it as an example student':'先用一位示例同学试试').click(); await p.getByRole('button',{name: en?/Use: Qiqige/:/使用：其其格/}).click(); };
const W = { wide:{width:1280,height:900}, phone:{width:360,height:740} };
import { mkdirSync } from 'node:fs'; mkdirSync('/tmp/shots',{recursive:true});
for (const [wn,w] of Object.entries(W)) for (const lang of ['zh-Hans','en']) { const en=lang==='en'; 
  if (what!=='all' && !`${wn}-${lang}`.includes(what)) continue;
  await t(`find-${wn}-${lang}`, {...w,lang});
  await t(`goal-${wn}-${lang}`, {...w,lang}, async p=>{ await demo(p,en); await p.getByRole('button',{name: en?'Goal':'目标', exact:true}).click(); });
  await t(`plan-${wn}-${lang}`, {...w,lang,dark:en}, async p=>{ await demo(p,en); await p.getByRole('button',{name: en?'Plan':'计划', exact:true}).click(); });
  await t(`me-${wn}-${lang}`, {...w,lang}, async p=>{ await demo(p,en); });
}
process.exit(0);
