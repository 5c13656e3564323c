const SIZE = 44;

/** A dark house with a white edge, drawn at twice its size on the map. */
export function houseImage(): ImageData {
  const context = context2d();
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(22, 5);
  context.lineTo(39, 19);
  context.lineTo(39, 38);
  context.lineTo(5, 38);
  context.lineTo(5, 19);
  context.closePath();
  context.lineWidth = 6;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.fillStyle = '#17242b';
  context.fill();
  context.fillStyle = '#ffffff';
  context.fillRect(18, 25, 8, 13);
  return context.getImageData(0, 0, SIZE, SIZE);
}

function context2d(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  return canvas.getContext('2d') as CanvasRenderingContext2D;
}
