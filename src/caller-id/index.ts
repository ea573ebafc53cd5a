export type { Certificate, CertificateState, RevocationReason } from './certificates/certificate.ts';
export { checkCertificate, listCertificates, type CheckedCertificate } from './certificates/check.ts';
export { writeCode } from './certificates/code.ts';
export { issueCertificate, revokeCertificate, revokeOfLostNumber } from './certificates/issue.ts';
export { certificatePdf } from './certificates/pdf.ts';
export { unknownCertificate, unknownVerification } from './errors.ts';
export { forgottenCodes } from './tasks.ts';
export { awaitCode, closeAwaited } from './verifications/await-code.ts';
export { catchMessage, hearCall, type Heard } from './verifications/catch-code.ts';
export { callFromSandbox, type SandboxVerificationCall } from './verifications/sandbox-call.ts';
export { listVerifications, verificationById } from './verifications/read-verifications.ts';
export {
  awaitedMinutes,
  type Caught,
  type Verification,
  type VerificationState,
  type VerificationView,
} from './verifications/verification.ts';
