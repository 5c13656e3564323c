/** Colours of the map below the planner's own layers. */
export interface Palette {
  readonly sea: string;
  readonly land: string;
  readonly shore: string;
  readonly water: string;
  readonly wood: string;
  readonly built: string;
  readonly park: string;
  readonly beach: string;
  readonly building: string;
  readonly mainRoad: string;
  readonly primaryRoad: string;
  readonly otherRoad: string;
  readonly rail: string;
  readonly ferry: string;
  readonly town: string;
  readonly village: string;
  readonly smallPlace: string;
  readonly roadName: string;
  readonly waterName: string;
  readonly halo: string;
}

export type Scheme = 'light' | 'dark';

/** Quiet on purpose: the strongest colours are left to the data. Names have 4.5:1 on the land (WCAG 2.2, 1.4.3). */
export const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: {
    sea: '#d3e3eb',
    land: '#faf9f5',
    shore: '#b9cdd6',
    water: '#d3e3eb',
    wood: '#e8efe0',
    built: '#f0ede6',
    park: '#e6efdb',
    beach: '#f5efdb',
    building: '#e2ddd4',
    mainRoad: '#bfc4c1',
    primaryRoad: '#cacdc9',
    otherRoad: '#dbdcd6',
    rail: '#c9ccd0',
    ferry: '#8aa5b3',
    town: '#27363d',
    village: '#3c4a51',
    smallPlace: '#4c5b63',
    roadName: '#5c6661',
    waterName: '#3f6b80',
    halo: 'rgba(250, 249, 245, 0.92)',
  },
  dark: {
    sea: '#14202a',
    land: '#262d31',
    shore: '#34454f',
    water: '#14202a',
    wood: '#26332d',
    built: '#2d3539',
    park: '#29372f',
    beach: '#383630',
    building: '#3a4348',
    mainRoad: '#5d696f',
    primaryRoad: '#525d63',
    otherRoad: '#424c52',
    rail: '#4a5358',
    ferry: '#5f7f91',
    town: '#e6edf0',
    village: '#ced8dc',
    smallPlace: '#b3bfc4',
    roadName: '#a9b5b0',
    waterName: '#8db8cd',
    halo: 'rgba(30, 36, 39, 0.92)',
  },
};
