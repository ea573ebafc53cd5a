import { totalmem } from 'node:os';

const port = 5432;

/** Whether what was committed survives a power cut (`kept`) or only the death of the server (`throwaway`). */
export type Durability = 'kept' | 'throwaway';

/** Where clients connect. The host in front is not used (the socket's folder is), but without one it is no URL. */
export const urlAt = (socketFolder: string, database: string): string =>
  `postgres://ringfence@localhost:${port}/${database}?host=${encodeURIComponent(socketFolder)}`;

/** The server's settings as arguments: those of the code that runs, whatever wrote the data's own postgresql.conf. */
export const settingArguments = (
  socketFolder: string,
  clusterName: string,
  durability: Durability,
): readonly string[] => {
  const settings = {
    cluster_name: clusterName,
    listen_addresses: '',
    port,
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    max_connections: durability === 'kept' ? 200 : 600,
    ...(durability === 'kept' ? forKeeping() : forThrowingAway),
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // For a solid-state disk, and for statements that take less than compiling them would.
    random_page_cost: 1.1,
    jit: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

/** Two cores and a few gigabytes, shared with the product: an eighth of the memory, at most 256 MB. */
const forKeeping = () => ({
  shared_buffers: `${Math.min(256, Math.floor(totalmem() / 8 / 1024 ** 2))}MB`,
  effective_cache_size: `${Math.floor(totalmem() / 2 / 1024 ** 2)}MB`,
  max_wal_size: '2GB',
});

const forThrowingAway = {
  shared_buffers: '128MB',
  // Commits still reach the operating system: tests that kill the server must find them again.
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
  autovacuum_naptime: '10s',
};
