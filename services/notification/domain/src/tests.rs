mod receipts;
mod rules;
