import { holdsTheContract } from './contract.ts';
import { emailPlace } from './places/email.ts';
import { webhookPlace } from './places/webhook.ts';

holdsTheContract(webhookPlace);
holdsTheContract(emailPlace);
