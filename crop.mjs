import sharp from 'sharp'
const [,, out, ...parts] = process.argv
const imgs = await Promise.all(parts.map(async p => { const [f,x,y,w,h] = p.split(':'); const m = await sharp(f).metadata(); return sharp(f).extract({left:+x,top:+y,width:Math.min(+w,m.width-+x),height:Math.min(+h,m.height-+y)}).png().toBuffer() }))
const metas = await Promise.all(imgs.map(i => sharp(i).metadata()))
let left=0; const comp = imgs.map((input,i)=>{const r={input,left,top:0}; left+=metas[i].width+10; return r})
await sharp({create:{width:left,height:Math.max(...metas.map(m=>m.height)),channels:3,background:'#888'}}).composite(comp).png().toFile(out)
