// The meshes of our scene as three.js draws them: one matte material a part, two lights, no lines, no
// glass and no cut, that is less than our own painter does.
import { AmbientLight, BufferAttribute, BufferGeometry, Color, DirectionalLight, Mesh, MeshLambertMaterial, PerspectiveCamera, Scene, WebGLRenderer } from "three";

export class Peer {
  constructor(canvas, paper) {
    this.renderer = new WebGLRenderer({ canvas, antialias: false, powerPreference: "low-power" });
    this.scene = new Scene();
    this.scene.background = new Color(...paper);
    this.sun = new DirectionalLight(0xffffff, 2.2);
    this.scene.add(new AmbientLight(0xffffff, 1.2), this.sun);
    this.camera = new PerspectiveCamera(2 * Math.atan(1 / 4.2) * 180 / Math.PI, 1, 100, 2000);
    this.camera.up.set(0, 0, 1);
  }

  take(parts) {
    for (const { mesh, points, fill } of parts) {
      const geometry = new BufferGeometry();
      geometry.setAttribute("position", new BufferAttribute(points ?? mesh.points, 3));
      geometry.setAttribute("normal", new BufferAttribute(mesh.normals, 3));
      geometry.setIndex(new BufferAttribute(mesh.faces, 1));
      this.scene.add(new Mesh(geometry, new MeshLambertMaterial({ color: new Color(...fill) })));
    }
  }

  paint({ yaw, pitch, target, tall }, width, height) {
    const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
    const far = (tall / 2) * 4.2;
    const towards = [Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b), Math.sin(b)];
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.position.set(...target.map((t, i) => t + towards[i] * far));
    this.camera.lookAt(...target);
    this.camera.updateProjectionMatrix();
    this.sun.position.copy(this.camera.position);
    this.renderer.render(this.scene, this.camera);
    return this.renderer.info.render;
  }
}
