import type { Metres, Seconds } from '../shared/units.ts';

/** Most origins, and most destinations, asked of Valhalla at once: more needs more memory and is no faster. */
export const VALHALLA_CHUNK = 50;

/**
 * Wait at a ferry, added once each time one is boarded, so that the choice of way takes it into account: half of the
 * twenty minutes between departures, which is what both chain ferries of Cornwall keep on a quiet day (Torpoint
 * every 10 to 30 minutes, King Harry every 20). OSRM's car profile has no such wait.
 */
export const FERRY_WAIT_SECONDS: Seconds = 600;

/** Reach of Valhalla's look-up of the nearest road; further off, it says that there is none. */
const SEARCH_CUTOFF_METRES: Metres = 35_000;
/** Reach of the second look-up, which lists every road so that scraps can be passed over. */
export const SECOND_LOOK_METRES: Metres = 500;
/** A road from and to which fewer crossings than this can be reached is a scrap; Valhalla's default. */
export const MINIMUM_REACH = 50;
/** Longest way in a matrix, as the crow flies; Great Britain from end to end is 970 km. */
const MAX_MATRIX_METRES: Metres = 1_500_000;
const MAX_ROUTE_METRES: Metres = 5_000_000;
const MAX_PLACES = 2000;

const QUIET = { type: '', color: false };
/** Expansion allowances of the hierarchy: Valhalla 3.6's own defaults. */
const UP_TRANSITIONS = { 1: 400, 2: 100 };
const WITHIN_DISTANCE = { 0: 1e8, 1: 20_000, 2: 5000 };

/**
 * The configuration Valhalla 3.6 needs to build tiles and to answer from them, as data: the package's own generator
 * is a Python script. Values not explained are Valhalla's defaults; places outside every country drive on the left.
 * @param tilesFolder  absolute path of the graph tiles
 */
export function valhallaConfig(tilesFolder: string): Readonly<Record<string, unknown>> {
  return {
    mjolnir: mjolnir(tilesFolder),
    additional_data: {},
    loki: {
      actions: ['locate', 'route', 'sources_to_targets', 'status'],
      use_connectivity: true,
      logging: { ...QUIET, long_request: 100 },
      service_defaults: {
        radius: 0,
        minimum_reachability: MINIMUM_REACH,
        search_cutoff: SEARCH_CUTOFF_METRES,
        node_snap_tolerance: 5,
        street_side_tolerance: 5,
        street_side_max_distance: 1000,
        heading_tolerance: 60,
      },
    },
    thor: thor(),
    odin: {
      logging: QUIET,
      markup_formatter: { markup_enabled: false, phoneme_format: '' },
    },
    meili: meili(),
    service_limits: serviceLimits(),
    statsd: {},
  };
}

function mjolnir(tilesFolder: string) {
  return {
    tile_dir: tilesFolder,
    logging: { ...QUIET, type: 'std_out' },
    hierarchy: true,
    shortcuts: true,
    reclassify_links: true,
    include_driveways: true,
    include_driving: true,
    include_bicycle: false,
    include_pedestrian: true,
    include_construction: false,
    include_platforms: false,
    import_bike_share_stations: false,
    keep_osm_node_ids: false,
    keep_all_osm_node_ids: false,
    max_cache_size: 200_000_000,
    max_concurrent_reader_users: 1,
    global_synchronized_cache: false,
    lru_mem_cache_hard_control: false,
    use_lru_mem_cache: false,
    use_simple_mem_cache: false,
    id_table_size: 1_300_000_000,
    transit_pbf_limit: 20_000,
    data_processing: {
      infer_internal_intersections: true,
      infer_turn_channels: true,
      apply_country_overrides: true,
      use_admin_db: true,
      use_direction_on_ways: false,
      use_rest_area: false,
      use_urban_tag: false,
      allow_alt_name: false,
      scan_tar: false,
      grid_divisions_within_tile: 32,
    },
  };
}

function thor() {
  return {
    logging: { ...QUIET, long_request: 110 },
    // The other method, time_distance_matrix, strays from the route's own times by up to ten minutes.
    source_to_target_algorithm: 'select_optimal',
    clear_reserved_memory: false,
    extended_search: false,
    max_reserved_labels_count_astar: 2_000_000,
    max_reserved_labels_count_bidir_astar: 1_000_000,
    max_reserved_labels_count_dijkstras: 4_000_000,
    max_reserved_labels_count_bidir_dijkstras: 2_000_000,
    costmatrix: {
      check_reverse_connection: true,
      // Without it a place behind a private road has no way at all, although a route finds one.
      allow_second_pass: true,
      max_reserved_locations: VALHALLA_CHUNK,
      max_iterations: 2800,
      min_iterations: 100,
      hierarchy_limits: { max_up_transitions: UP_TRANSITIONS },
    },
    bidirectional_astar: {
      threshold_delta: 420,
      alternative_cost_extend: 1.2,
      alternative_iterations_delta: 100_000,
      hierarchy_limits: { max_up_transitions: UP_TRANSITIONS, expand_within_distance: WITHIN_DISTANCE },
    },
    unidirectional_astar: {
      hierarchy_limits: {
        max_up_transitions: UP_TRANSITIONS,
        expand_within_distance: { 0: 1e8, 1: 100_000, 2: 5000 },
      },
    },
  };
}

/** Map matching: not used here, but Valhalla does not start without its section. */
function meili() {
  return {
    mode: 'auto',
    customizable: [],
    verbose: false,
    logging: QUIET,
    grid: { size: 500, cache_size: 1000 },
    default: {
      beta: 3,
      breakage_distance: 2000,
      geometry: false,
      gps_accuracy: 5,
      interpolation_distance: 10,
      max_route_distance_factor: 5,
      max_route_time_factor: 5,
      max_search_radius: 100,
      route: true,
      search_radius: 50,
      sigma_z: 4.07,
      turn_penalty_factor: 0,
    },
  };
}

function serviceLimits() {
  const auto = {
    max_distance: MAX_ROUTE_METRES,
    max_locations: MAX_PLACES,
    max_matrix_distance: MAX_MATRIX_METRES,
    max_matrix_location_pairs: VALHALLA_CHUNK * VALHALLA_CHUNK,
  };
  const none = { max_distance: 0, max_locations: 0, max_matrix_distance: 0, max_matrix_location_pairs: 0 };
  return {
    ...{ auto, bicycle: none, bikeshare: none, bus: none, motor_scooter: none, motorcycle: none },
    ...{ multimodal: none, taxi: none, transit: none, truck: none },
    pedestrian: { ...auto, min_transit_walking_distance: 1, max_transit_walking_distance: 10_000 },
    max_radius: SECOND_LOOK_METRES,
    max_reachability: 100,
    max_alternates: 2,
    max_exclude_locations: 50,
    max_exclude_polygons_length: 10_000,
    max_timedep_distance: 500_000,
    max_timedep_distance_matrix: 0,
    max_distance_disable_hierarchy_culling: 0,
    allow_hard_exclusions: false,
    hierarchy_limits: HIERARCHY_LIMITS,
    ...UNUSED_SERVICES,
  };
}

const HIERARCHY_LIMITS = {
  allow_modification: false,
  bidirectional_astar: {
    max_allowed_up_transitions: UP_TRANSITIONS,
    max_expand_within_distance: WITHIN_DISTANCE,
  },
  costmatrix: { max_allowed_up_transitions: UP_TRANSITIONS },
  unidirectional_astar: {
    max_allowed_up_transitions: UP_TRANSITIONS,
    max_expand_within_distance: { 0: 1e8, 1: 100_000, 2: 5000 },
  },
};

/** Not used here, but Valhalla does not start without their limits. */
const UNUSED_SERVICES = {
  isochrone: {
    ...{ max_contours: 1, max_distance: 0, max_distance_contour: 0, max_locations: 1 },
    max_time_contour: 0,
  },
  centroid: { max_distance: 0, max_locations: 0 },
  skadi: { max_shape: 0, min_resample: 10 },
  status: { allow_verbose: false },
  trace: {
    ...{ max_alternates: 0, max_alternates_shape: 0, max_distance: 0, max_gps_accuracy: 0 },
    ...{ max_search_radius: 0, max_shape: 0 },
  },
};
