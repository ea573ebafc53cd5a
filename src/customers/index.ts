export {
  acceptancesOf,
  acceptPolicy,
  acceptPolicyInForce,
  pendingAcceptances,
  type Acceptance,
} from './acceptance.ts';
export { type ApiKey, type KeyOwner } from './api-keys/api-key.ts';
export { apiKeysOf, createApiKey, revokeApiKey, type KeyOrder } from './api-keys/manage-keys.ts';
export { audit, listAudit, type AuditEntry, type AuditFilter, type AuditNote } from './audit.ts';
export type { Customer, Member } from './customer.ts';
export {
  emailTaken,
  expiryInThePast,
  invalidEmail,
  invalidName,
  lastAdmin,
  lastUser,
  scopeNotGrantable,
  stillHolds,
  unknownCustomer,
  unknownKey,
  unknownStaff,
  unknownUser,
  weakPassword,
} from './errors.ts';
export { customerById, listCustomers, readerOf } from './find-customers.ts';
export { addUser, removeUser, usersOf } from './members.ts';
export {
  customerPermissions,
  isPermission,
  permissions,
  permissionsOfRole,
  staffRoles,
  type Permission,
  type StaffRole,
} from './permissions.ts';
export { allow, type Principal } from './principal.ts';
export { makeAuth, type Auth } from './sign-in/auth.ts';
export { authenticate, type Credentials } from './sign-in/authenticate.ts';
export type { NewUser } from './sign-in/create-user.ts';
export { longestPassword, shortestPassword } from './sign-in/password.ts';
export { signInPath, type AuthOptions, type SignInMail } from './sign-in/options.ts';
export { signUp, type SignUpOrder } from './sign-up.ts';
export { addStaff, disableStaff, enableStaff, listStaff, setStaffRole, type Staff } from './staff/staff.ts';
export { closeCustomer, updateCustomer, type CloseOrder, type CustomerChange } from './update-customer.ts';
