const WIDTH = 720;
const HEIGHT = 960;

/** Draws a dim stairwell with a dead lamp: a photo for whoever has none at hand. @returns {Promise<Blob>} */
export function samplePicture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext('2d');
  drawWalls(pen);
  drawStairs(pen);
  drawLamp(pen);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
}

function drawWalls(pen) {
  const wall = pen.createLinearGradient(0, 0, WIDTH, HEIGHT);
  wall.addColorStop(0, '#5d5a52');
  wall.addColorStop(0.6, '#39372f');
  wall.addColorStop(1, '#1d1c19');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  // The green dado of old stairwells.
  pen.fillStyle = '#3d5a4a88';
  pen.beginPath();
  pen.moveTo(0, 470);
  pen.lineTo(300, 430);
  pen.lineTo(300, 700);
  pen.lineTo(0, 960);
  pen.fill();
  pen.fillStyle = '#c9c2ae';
  pen.fillRect(420, 250, 190, 330);
  pen.fillStyle = '#8a8471';
  pen.fillRect(436, 268, 158, 312);
}

function drawStairs(pen) {
  for (let step = 0; step < 9; step += 1) {
    const y = 600 + step * 42;
    const inset = 190 - step * 24;
    const light = 92 - step * 8;
    pen.fillStyle = `rgb(${light + 18},${light + 14},${light + 4})`;
    pen.fillRect(inset, y, WIDTH - inset, 26);
    pen.fillStyle = `rgb(${light - 20},${light - 22},${light - 28})`;
    pen.fillRect(inset, y + 26, WIDTH - inset, 16);
  }
  pen.strokeStyle = '#77543a';
  pen.lineWidth = 14;
  pen.beginPath();
  pen.moveTo(150, 520);
  pen.lineTo(10, 860);
  pen.stroke();
}

function drawLamp(pen) {
  pen.strokeStyle = '#222';
  pen.lineWidth = 5;
  pen.beginPath();
  pen.moveTo(330, 0);
  pen.lineTo(330, 120);
  pen.stroke();
  pen.fillStyle = '#8f8b80';
  pen.beginPath();
  pen.arc(330, 158, 40, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#6d6a61';
  pen.fillRect(312, 108, 36, 22);
}
