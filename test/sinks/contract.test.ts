import { holdsTheContract } from './contract.ts';
import { webhookPlace } from './places/webhook.ts';

holdsTheContract(webhookPlace);
